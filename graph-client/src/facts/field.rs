//! Fields and connections as marker types that carry schema facts. They are never constructed.

use super::{
    AcceptsToken, Anyone, Argued, Friend, FriendTarget, GrantedFor, Marker, Me, Needs, NoPermission, Other,
    OtherTarget, Reaches, SameTarget, Takes, UnknownTarget, token::accepts::AnyKind,
};
use crate::{
    decode::{BestFit, Decoded, FieldAs, Reader, Wire, slot},
    wire,
};

/// A field: its wire type, presence, required permissions, accepted tokens, and whose data a nested
/// node is.
pub struct Field<Wire, Presence = Gated, Permission = NoPermission, Token = AnyKind, Whose = SameTarget>(
    Marker<(Wire, Presence, Permission, Token, Whose)>,
);

macro_rules! plain_fields {
    ($($name:ident: $wire:ident $what:literal;)*) => {$(
        #[doc = concat!("A field of type ", $what, " with default presence, permission and token.")]
        pub type $name = Field<wire::$wire>;
    )*};
}

// Most fields of a large schema are of these types, and every name in a type adds to compile time.
plain_fields! {
    TextField: Text "string";
    IntegerField: Integer "integer";
    NumberField: Number "number";
    BooleanField: Boolean "boolean";
    DateField: Date "date";
    DateTimeField: DateTime "date and time";
    BirthdayField: Birthday "birthday";
    EventTimeField: EventTime "event time";
    MoneyField: Money "amount of money";
    TimeZoneField: TimeZone "time zone";
    SecretField: Secret "secret";
    PictureField: Picture "picture";
    JsonField: Json "JSON";
}

/// A connection as a field: the node it lists, whose data the items are, required permissions, and
/// accepted tokens.
pub struct Edge<Item, Whose = SameTarget, Permission = NoPermission, Token = AnyKind>(
    Marker<(Item, Whose, Permission, Token)>,
);

/// A field or connection whose wire name differs from its Rust name.
pub struct Named<Field, Name>(Marker<(Field, Name)>);

/// A field that the platform sends without being asked, and that is never requested.
pub struct Unasked<Field>(Marker<Field>);

impl<F: Facts> Facts for Unasked<F> {
    type Wire = F::Wire;
    type Presence = F::Presence;
    type Permission = F::Permission;
    type Token = F::Token;
}

/// A field that can be requested with more than its name.
#[diagnostic::on_unimplemented(
    message = "this field comes unasked: it is not requested, so it has no alias, limit or order",
    label = "comes by itself, under its own name",
    note = "remove the attribute; to give the field another name in the struct, use `field = ..` instead of `alias`"
)]
pub trait IsAsked {}
impl<W, P, G, K, M> IsAsked for Field<W, P, G, K, M> {}
impl<N, M, G, K> IsAsked for Edge<N, M, G, K> {}
impl<F: IsAsked, N> IsAsked for Named<F, N> {}

/// Fails to compile if a field comes unasked.
pub const fn requested<F: IsAsked>() {}

/// The wire name of an item whose Rust name differs.
pub trait WireName {
    /// The wire name.
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

/// Reads a field into `place`; `None` if it has no value.
#[inline]
pub fn read_field<F: Facts, T: FieldAs<Fit<F>, Kind<F>>>(
    reader: &mut Reader<'_>,
    place: &mut Option<T>,
) -> Decoded<()>
where
    F::Wire: Wire,
{
    slot::<<Fit<F> as BestFit>::Wire, T>(reader, place)
}

// What messages show of a field's wire type.
type Fit<F> = <<F as Facts>::Wire as Wire>::Rust;
type Kind<F> = <<F as Facts>::Wire as Wire>::Kind;

/// A field that is not in the schema: allowed with any token, read as JSON.
#[derive(Debug)]
pub enum RawField {}

impl Facts for RawField {
    type Wire = wire::Json;
    type Presence = Gated;
    type Permission = NoPermission;
    type Token = AnyKind;
}

/// The facts of a field that is not in the schema and has another name in serde. Only the error message is used.
#[derive(Debug)]
pub enum NoField {}

impl Facts for NoField {
    type Wire = ();
    type Presence = Usual;
    type Permission = NoPermission;
    type Token = AnyKind;
}

impl<T> Reaches<T> for NoField {
    type Target = T;
}

/// [`read_field`] for a field that may be [`NoField`], which reads nothing: it is reported by itself.
pub trait ReadInto<T> {
    /// Reads the field into `place`.
    #[doc(hidden)]
    fn read_into(reader: &mut Reader<'_>, place: &mut Option<T>) -> Decoded<()>;
}

#[diagnostic::do_not_recommend]
impl<T> ReadInto<T> for NoField {
    fn read_into(reader: &mut Reader<'_>, _: &mut Option<T>) -> Decoded<()> {
        reader.skip()
    }
}

impl<F: InSchema + Facts, T: FieldAs<Fit<F>, Kind<F>>> ReadInto<T> for F
where
    F::Wire: Wire,
{
    fn read_into(reader: &mut Reader<'_>, place: &mut Option<T>) -> Decoded<()> {
        read_field::<F, T>(reader, place)
    }
}

/// The field with a given name: one of the schema, or else [`NoField`].
pub trait Renamed {
    /// Its facts.
    type Field;
}

/// A field of the schema.
#[diagnostic::on_unimplemented(
    message = "the schema has no field of this name; `#[serde(rename = \"..\")]` does not change the name that is requested",
    label = "not a field of the node",
    note = "name the field with `#[graph(field = first_name)]`; serde's `rename` is the key in your own JSON"
)]
pub trait InSchema {}
#[diagnostic::do_not_recommend]
impl<W, P, G, K, M> InSchema for Field<W, P, G, K, M> {}
#[diagnostic::do_not_recommend]
impl<N, M, G, K> InSchema for Edge<N, M, G, K> {}
#[diagnostic::do_not_recommend]
impl<F, N> InSchema for Named<F, N> {}

/// Fails to compile if a name is not a field of the schema.
pub const fn in_schema<F: InSchema>() {}

/// The facts of a field or connection.
pub trait Facts {
    /// The wire type.
    type Wire;
    /// [`Always`], [`Usual`] or [`Gated`].
    type Presence;
    /// The required permissions.
    type Permission;
    /// The accepted token kinds.
    type Token;
}

/// A field or connection that can be read on data of `T` with a token of kind `K` that was granted `S`.
///
/// Combines two bounds into one: a selection has one for each of its fields, and every bound adds to compile
/// time.
pub trait Readable<T, K, S> {}

impl<F: Facts, T, K, S> Readable<T, K, S> for F
where
    F::Permission: GrantedFor<T, S>,
    F::Token: AcceptsToken<T, K>,
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

/// Present in every response that selects the field.
pub struct Always;
/// Present in nearly every response.
pub struct Usual;
/// May be absent: permission not granted, hidden, or unset.
pub struct Gated;

/// The presence of fields that can be read without an `Option`.
#[diagnostic::on_unimplemented(
    message = "this field may be absent from a response, so it must be an `Option`",
    label = "absent if not granted, hidden or unset",
    note = "use `Option<..>`, or add `#[graph(required)]` to the field to turn its absence into an error"
)]
pub trait AlwaysPresent {}
impl AlwaysPresent for Always {}
impl AlwaysPresent for Usual {}

/// Fails to compile if a field is not a list.
pub const fn several<W: wire::Several>() {}

/// Fails to compile if a field must be an `Option`.
pub const fn plain<P: AlwaysPresent>() {}

// One impl per mapping and target, and per form of a field: rustc does not normalize a projection of a projection.
macro_rules! reaches {
    ($($map:ty: $([$($generic:ident)?] $from:ty => $to:ty),*;)*) => {$($(
        impl<W, P, G, K $(, $generic)?> Reaches<$from> for Field<W, P, G, K, $map> { type Target = $to; }
        impl<N, G, K $(, $generic)?> Reaches<$from> for Edge<N, $map, G, K> { type Target = $to; }
        impl<W, P, G, K $(, $generic)?> Reaches<$from> for Unasked<Field<W, P, G, K, $map>> { type Target = $to; }
        impl<W, P, G, K, A $(, $generic)?> Reaches<$from> for Takes<Field<W, P, G, K, $map>, A> { type Target = $to; }
        impl<R, W, P, G, K, A $(, $generic)?> Reaches<$from> for Needs<R, Field<W, P, G, K, $map>, A> { type Target = $to; }
        impl<R, N, G, K, A $(, $generic)?> Reaches<$from> for Needs<R, Edge<N, $map, G, K>, A> { type Target = $to; }
        impl<W, P, G, K $(, $generic)?> Reaches<$from> for Argued<Field<W, P, G, K, $map>> { type Target = $to; }
        impl<N, G, K $(, $generic)?> Reaches<$from> for Argued<Edge<N, $map, G, K>> { type Target = $to; }
        impl<W, P, G, K, A $(, $generic)?> Reaches<$from> for Argued<Takes<Field<W, P, G, K, $map>, A>> { type Target = $to; }
        impl<R, W, P, G, K, A $(, $generic)?> Reaches<$from> for Argued<Needs<R, Field<W, P, G, K, $map>, A>> { type Target = $to; }
        impl<R, N, G, K, A $(, $generic)?> Reaches<$from> for Argued<Needs<R, Edge<N, $map, G, K>, A>> { type Target = $to; }
    )*)*};
}

reaches! {
    FriendTarget: [] Me => Friend, [] Friend => Other, [] Other => Other, [] Anyone => Anyone;
    OtherTarget: [] Me => Other, [] Friend => Other, [] Other => Other, [] Anyone => Anyone;
    SameTarget: [T] T => T;
    UnknownTarget: [T] T => Anyone;
}

impl<F: Reaches<T>, N, T> Reaches<T> for Named<F, N> {
    type Target = F::Target;
}
