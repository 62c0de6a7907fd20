//! The default Rust type of a wire type.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::{
    decode::{KnownEnum, ReadsAs, Wire, wire},
    value::{
        Birthday, Date, DateTime, EventTime, Id, JsonText, Map, MapKey, Money, Open, Picture, Ref, Secret,
        TimeZone,
    },
};

/// A wire type with a default Rust type.
#[diagnostic::on_unimplemented(
    message = "the value of this field has no default Rust type",
    label = "the value is a node, an object or a list of them",
    note = "read it with `change.read_as::<..>()` as your own struct with `derive(Fields)`, or as the ready struct"
)]
pub trait DefaultType: Wire {
    /// The default Rust type.
    type Value: ReadsAs<Self>
    where
        Self: Sized;
}

macro_rules! default_types {
    ($($wire:ident: $value:ty;)*) => {$(
        impl DefaultType for wire::$wire {
            type Value = $value;
        }
    )*};
}

default_types! {
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
}

impl<N> DefaultType for wire::Id<N> {
    type Value = Id<N>;
}

impl<N> DefaultType for wire::Ref<N> {
    type Value = Ref<N>;
}

impl<E: KnownEnum> DefaultType for wire::Enum<E> {
    type Value = Open<E>;
}

impl<W: DefaultType> DefaultType for wire::List<W> {
    type Value = Vec<W::Value>;
}

impl<K: MapKey + PartialEq, W: DefaultType> DefaultType for wire::Keyed<K, W> {
    type Value = Map<K, W::Value>;
}

impl<W: DefaultType> DefaultType for wire::Encoded<W> {
    type Value = JsonText<W::Value>;
}

impl<W: DefaultType> DefaultType for wire::Map<W> {
    type Value = BTreeMap<String, W::Value>;
}
