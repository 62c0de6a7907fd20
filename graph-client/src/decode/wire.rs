//! Wire types of fields: marker types that are never constructed.
//!
//! [`ReadsAs`](super::ReadsAs) defines which Rust types each can be read as.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde_json::Value;

use crate::value;

/// A wire type, and which values mean that a field has no value. `null` always does.
pub trait Wire {
    /// The Rust type that fits best, which messages name.
    type Rust: BestFit<Wire = Self>;
    /// [`AsValue`], or [`AsStruct`] if a struct of the user fits.
    type Kind;
    /// Whether `""` means that there is no value.
    const EMPTY_TEXT_IS_NONE: bool = true;
    /// Whether `false` means that there is no value.
    const FALSE_IS_NONE: bool = false;
    /// Whether `[]` means that there is no value. PHP encodes any empty container as `[]`.
    const EMPTY_LIST_IS_NONE: bool = true;
    /// Whether it is an id, so that an object without one means that there is no value.
    const IS_ID: bool = false;
}

/// The Rust type that fits a wire type best. Messages name this type alone, since nothing can be read as a wire type.
pub trait BestFit: Sized {
    /// The wire type.
    type Wire: Wire<Rust = Self>;
}

/// The wire types of everything but [`Shaped`]. A boxed value with a shape has its own implementation.
pub trait Unshaped: Wire {}

/// In messages, a struct of your own with `#[derive(Fields)]` and `#[graph(node = ..)]` for the node `N`.
pub struct YourStruct<N>(Marker<N>);

/// A string.
pub enum Text {}
/// An integer, or its digits as a string.
pub enum Integer {}
/// A number, or its digits as a string.
pub enum Number {}
/// A boolean: `true`, `1` or `"true"`.
pub enum Boolean {}
/// A calendar date, `2012-07-04`.
pub enum Date {}
/// A date and time, with or without a UTC offset, or a Unix time.
pub enum DateTime {}
/// A birthday: `12/06/1980`, `12/06` or `1980`.
pub enum Birthday {}
/// An event time: a date, or a date and time.
pub enum EventTime {}
/// An amount of money, as a decimal string.
pub enum Money {}
/// A time zone: hours from UTC, or a name.
pub enum TimeZone {}
/// A secret, such as an access token.
pub enum Secret {}
/// A picture: a URL, or an object that contains one.
pub enum Picture {}
/// Arbitrary JSON.
pub enum Json {}
/// The id of a node `N`.
pub struct Id<N>(Marker<N>);
/// A reference `{id, name}` to a node `N`.
pub struct Ref<N>(Marker<N>);
/// A value of the enum `E`, or one that the schema does not list.
pub struct Enum<E>(Marker<E>);
/// A nested node or object `N`.
pub struct Node<N>(Marker<N>);
/// An object that is not selected from, or a union: the type `S` of the schema.
pub struct Shaped<S>(Marker<S>);
/// A list with elements of wire type `W`.
pub struct List<W>(Marker<W>);
/// A map from strings to values of wire type `W`.
pub struct Map<W>(Marker<W>);
/// A map from keys that are read as `K` to values of wire type `W`.
pub struct Keyed<K, W>(Marker<(K, W)>);
/// A string that contains JSON of wire type `W`.
pub struct Encoded<W>(Marker<W>);
/// A connection: `{"data": [..], "paging": {..}}` of nodes or objects `N`.
pub struct Connection<N>(Marker<N>);

/// Wire types of lists, which can be limited and ordered.
#[diagnostic::on_unimplemented(
    message = "`limit` and `order` apply only to connections and lists",
    label = "this field is a single value",
    note = "remove the attribute; it is for fields read as a `Connection` or a `Vec`"
)]
pub trait Several {}
impl<N> Several for Connection<N> {}
impl<W> Several for List<W> {}
impl Several for Json {}

/// A value: one Rust type fits, or few.
pub enum AsValue {}
/// A nested node or a connection: a struct with `derive(Fields)` fits.
pub enum AsStruct {}

type Marker<T> = PhantomData<fn() -> T>;

/// Prevents a second report by `derive(Debug)` of a field whose type is a wire type.
macro_rules! shown {
    ($($name:ident $(<$param:ident>)?)*) => {$(
        impl$(<$param>)? fmt::Debug for $name$(<$param>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    )*};
}
shown! {
    Text Integer Number Boolean Date DateTime Birthday EventTime Money TimeZone Secret Picture Json
    Id<N> Ref<N> Enum<N> Node<N> Shaped<N> List<N> Map<N> Encoded<N> Connection<N> YourStruct<N>
}

impl<K, W> fmt::Debug for Keyed<K, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyed")
    }
}

macro_rules! best_fits {
    ($({$($param:ident $(: $bound:ident)?)?} $rust:ty => $wire:ty;)*) => {$(
        impl<$($param $(: $bound)?)?> BestFit for $rust {
            type Wire = $wire;
        }
    )*};
}
best_fits! {
    {} String => Text;
    {} i64 => Integer;
    {} f64 => Number;
    {} bool => Boolean;
    {} value::Date => Date;
    {} value::DateTime => DateTime;
    {} value::Birthday => Birthday;
    {} value::EventTime => EventTime;
    {} value::Money => Money;
    {} value::TimeZone => TimeZone;
    {} value::Secret => Secret;
    {} value::Picture => Picture;
    {} Value => Json;
    {N} value::Id<N> => Id<N>;
    {N} value::Ref<N> => Ref<N>;
    {E} value::Open<E> => Enum<E>;
    {N} YourStruct<N> => Node<N>;
    {R: BestFit} Vec<R> => List<R::Wire>;
    {R: BestFit} BTreeMap<String, R> => Map<R::Wire>;
    {R: BestFit} crate::JsonText<R> => Encoded<R::Wire>;
}

impl<K, R: BestFit> BestFit for value::Map<K, R> {
    type Wire = Keyed<K, R::Wire>;
}

/// Implements [`Wire`]: wire type, type parameters, best Rust type, kind, and the constants that differ.
macro_rules! wires {
    ($(
        $wire:ty $(, <$($param:ident $(: $bound:path)?),+>)?: $rust:ty, $kind:ty $(, $constant:ident = $value:literal)*;
    )+) => {$(
        impl $(<$($param $(: $bound)?),+>)? Wire for $wire {
            type Rust = $rust;
            type Kind = $kind;
            $(const $constant: bool = $value;)*
        }
        impl $(<$($param $(: $bound)?),+>)? Unshaped for $wire {}
    )+};
}

wires! {
    Text: String, AsValue, EMPTY_TEXT_IS_NONE = false, EMPTY_LIST_IS_NONE = false;
    Json: Value, AsValue, EMPTY_TEXT_IS_NONE = false, EMPTY_LIST_IS_NONE = false;
    Integer: i64, AsValue;
    Number: f64, AsValue;
    Boolean: bool, AsValue;
    Date: value::Date, AsValue;
    DateTime: value::DateTime, AsValue;
    Birthday: value::Birthday, AsValue;
    EventTime: value::EventTime, AsValue;
    Money: value::Money, AsValue;
    Secret: value::Secret, AsValue;
    TimeZone: value::TimeZone, AsValue;
    Picture: value::Picture, AsValue, FALSE_IS_NONE = true;
    Id<N>, <N>: value::Id<N>, AsValue, IS_ID = true;
    Enum<E>, <E>: value::Open<E>, AsValue;
    Ref<N>, <N>: value::Ref<N>, AsValue, FALSE_IS_NONE = true;
    Node<N>, <N>: YourStruct<N>, AsStruct, FALSE_IS_NONE = true;
    List<W>, <W: Wire>: Vec<W::Rust>, W::Kind, FALSE_IS_NONE = true, EMPTY_LIST_IS_NONE = false;
    Map<W>, <W: Wire>: BTreeMap<String, W::Rust>, W::Kind, FALSE_IS_NONE = true, EMPTY_LIST_IS_NONE = false;
    Keyed<K, W>, <K, W: Wire>: value::Map<K, W::Rust>, W::Kind, FALSE_IS_NONE = true, EMPTY_LIST_IS_NONE = false;
    Encoded<W>, <W: Wire>: value::JsonText<W::Rust>, W::Kind;
}
