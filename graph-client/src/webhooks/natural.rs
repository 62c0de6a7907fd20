//! The Rust type that goes without saying for what a field is on the wire.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::{
    decode::{KnownEnum, ReadsAs, Wire, wire},
    value::{Birthday, Date, DateTime, EventTime, Id, Money, Open, Picture, Ref, Secret, TimeZone},
};

/// That a value on the wire has one Rust type that goes without saying.
#[diagnostic::on_unimplemented(
    message = "the value of this field has no Rust type of its own",
    label = "a node, an object or a list of them",
    note = "read it with `change.read_as::<..>()`, as a struct with `derive(Fields)` or the ready one"
)]
pub trait Natural: Wire {
    /// That type.
    type Value: ReadsAs<Self>
    where
        Self: Sized;
}

macro_rules! natural {
    ($($wire:ident: $value:ty;)*) => {$(
        impl Natural for wire::$wire {
            type Value = $value;
        }
    )*};
}

natural! {
    Text: String;
    Integer: i64;
    Number: f64;
    Boolean: bool;
    Date: Date;
    DateTime: DateTime;
    Birthday: Birthday;
    EventTime: EventTime;
    Money: Money;
    TimeZone: TimeZone;
    Secret: Secret;
    Picture: Picture;
    Json: Json;
    Permission: String;
}

impl<N> Natural for wire::Id<N> {
    type Value = Id<N>;
}

impl<N> Natural for wire::Ref<N> {
    type Value = Ref<N>;
}

impl<E: KnownEnum> Natural for wire::Enum<E> {
    type Value = Open<E>;
}

impl<W: Natural> Natural for wire::List<W> {
    type Value = Vec<W::Value>;
}

impl<W: Natural> Natural for wire::Map<W> {
    type Value = BTreeMap<String, W::Value>;
}
