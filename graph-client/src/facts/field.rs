//! Fields and connections as types that carry their facts. None of them is ever built.

use super::{
    Anyone, Friend, GrantedFor, Marker, Me, Nothing, Other, Reaches, Takes, ToAnyone, ToFriend, ToOther,
    ToOwn, token::accepts::AnyKind,
};
use crate::{
    decode::{Decoded, Reader, ReadsAs, Wire, slot},
    wire,
};

/// A field: what it is on the wire, how sure one gets it, who must have granted what, which
/// tokens may ask, and whose a nested node is.
pub struct Field<Wire, Presence = Gated, Permission = Nothing, Token = AnyKind, Whose = ToOwn>(
    Marker<(Wire, Presence, Permission, Token, Whose)>,
);

macro_rules! plain_fields {
    ($($name:ident: $wire:ident $what:literal;)*) => {$(
        #[doc = concat!("A field that is ", $what, ", of which nothing else is to be said.")]
        pub type $name = Field<wire::$wire>;
    )*};
}

// Most fields of a big schema are such, and each name in a type costs every build.
plain_fields! {
    TextField: Text "text";
    IntegerField: Integer "a whole number";
    NumberField: Number "a number";
    BooleanField: Boolean "true or false";
    DateField: Date "a date";
    DateTimeField: DateTime "a moment";
    BirthdayField: Birthday "a birthday";
    EventTimeField: EventTime "the time of an event";
    MoneyField: Money "an amount of money";
    TimeZoneField: TimeZone "a time zone";
    SecretField: Secret "a secret";
    PictureField: Picture "a picture";
    JsonField: Json "any JSON";
}

/// A connection as a field: the node it lists, whose its items are, who must have granted what,
/// which tokens may ask.
pub struct Edge<Item, Whose = ToOwn, Permission = Nothing, Token = AnyKind>(
    Marker<(Item, Whose, Permission, Token)>,
);

/// A field or connection that the wire calls by another name than Rust.
pub struct Named<Field, Name>(Marker<(Field, Name)>);

/// The name on the wire of what Rust calls otherwise.
pub trait WireName {
    /// The name.
    const NAME: &'static str;
}

impl<F, N: WireName> WireName for Named<F, N> {
    const NAME: &'static str = N::NAME;
}

impl<F: Facts, N> Facts for Named<F, N> {
    type Wire = F::Wire;
    type Presence = F::Presence;
    type Permission = F::Permission;
    type Token = F::Token;
}

/// Reads a field into its place, which stays empty where there is no value.
#[inline]
pub fn read_field<F: Facts, T: ReadsAs<F::Wire>>(
    reader: &mut Reader<'_>,
    place: &mut Option<T>,
) -> Decoded<()>
where
    F::Wire: Wire,
{
    slot::<F::Wire, T>(reader, place)
}

/// A field that the schema does not know: anybody may ask, and it reads as JSON.
#[derive(Debug)]
pub enum RawField {}

impl Facts for RawField {
    type Wire = wire::Json;
    type Presence = Gated;
    type Permission = Nothing;
    type Token = AnyKind;
}

/// The facts of a field or connection.
pub trait Facts {
    /// What it is on the wire.
    type Wire;
    /// How sure one gets it.
    type Presence;
    /// Who must have granted what.
    type Permission;
    /// Which tokens may ask.
    type Token;
}

/// That a field or connection of data of `T` may be read with a token of kind `K` that was granted `S`.
///
/// One bound for the two things that a field needs: a selection has one for each of its fields, and each costs every
/// build.
pub trait Readable<T, K, S> {}

impl<F: Facts, T, K, S> Readable<T, K, S> for F
where
    F::Permission: GrantedFor<T, S>,
    F::Token: Takes<T, K>,
{
}

impl<W, P, G, K, M> Facts for Field<W, P, G, K, M> {
    type Wire = W;
    type Presence = P;
    type Permission = G;
    type Token = K;
}

impl<N, M, G, K> Facts for Edge<N, M, G, K> {
    type Wire = wire::Connection<N>;
    type Presence = Usual;
    type Permission = G;
    type Token = K;
}

/// In every answer that was asked for it.
pub struct Always;
/// In nearly every one.
pub struct Usual;
/// Missing where it is not granted, hidden or unset.
pub struct Gated;

/// That a field may be read as a plain type, without an `Option`.
#[diagnostic::on_unimplemented(
    message = "this field may be missing from an answer, so it cannot be read as a plain type",
    label = "missing where it is not granted, hidden or unset",
    note = "write `Option<..>`, or `#[graph(required)]` above the field to make its absence an error"
)]
pub trait SurelyThere {}
impl SurelyThere for Always {}
impl SurelyThere for Usual {}

/// Fails to compile where a field is no list.
pub const fn several<W: wire::Several>() {}

/// Fails to compile where a field may not be read as a plain type.
pub const fn plain<P: SurelyThere>() {}

// One impl for each map and target, not a projection of a projection: rustc does not see through two.
macro_rules! reaches {
    ($($map:ty { $($from:ty => $to:ty),* })*) => {$(
        $(
            impl<W, P, G, K> Reaches<$from> for Field<W, P, G, K, $map> { type Target = $to; }
            impl<N, G, K> Reaches<$from> for Edge<N, $map, G, K> { type Target = $to; }
        )*
    )*};
}

reaches! {
    ToFriend { Me => Friend, Friend => Other, Other => Other, Anyone => Anyone }
    ToOther { Me => Other, Friend => Other, Other => Other, Anyone => Anyone }
}
impl<W, P, G, K, T> Reaches<T> for Field<W, P, G, K, ToOwn> {
    type Target = T;
}
impl<N, G, K, T> Reaches<T> for Edge<N, ToOwn, G, K> {
    type Target = T;
}
impl<W, P, G, K, T> Reaches<T> for Field<W, P, G, K, ToAnyone> {
    type Target = Anyone;
}
impl<N, G, K, T> Reaches<T> for Edge<N, ToAnyone, G, K> {
    type Target = Anyone;
}

impl<F: Reaches<T>, N, T> Reaches<T> for Named<F, N> {
    type Target = F::Target;
}
