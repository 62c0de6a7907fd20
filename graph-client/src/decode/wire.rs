//! Wire types of fields: marker types that are never constructed.
//!
//! [`ReadsAs`](super::ReadsAs) defines which Rust types each can be read as.

use std::{collections::BTreeMap, fmt, marker::PhantomData};

use serde_json::Value;

use crate::value;

/// A wire type, and which values mean that a field has no value. Null always does.
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
}

/// The Rust type that fits a wire type best. Messages name this type alone, since nothing can be read as a wire type.
pub trait BestFit: Sized {
    /// The wire type.
    type Wire: Wire<Rust = Self>;
}

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
/// One of several kinds of value: the union `U`.
pub struct Union<U>(Marker<U>);
/// A list with elements of wire type `W`.
pub struct List<W>(Marker<W>);
/// A map from strings to values of wire type `W`.
pub struct Map<W>(Marker<W>);
/// A map from keys that are read as `K` to values of wire type `W`.
pub struct Keyed<K, W>(Marker<(K, W)>);
/// A text that holds JSON of wire type `W`.
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

/// So that a field that has a wire type for its type is reported once, and not again by `derive(Debug)`.
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
    Id<N> Ref<N> Enum<N> Node<N> Union<N> List<N> Map<N> Encoded<N> Connection<N> YourStruct<N>
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

impl Wire for Text {
    type Rust = String;
    type Kind = AsValue;
    const EMPTY_TEXT_IS_NONE: bool = false;
    const EMPTY_LIST_IS_NONE: bool = false;
}

impl Wire for Json {
    type Rust = Value;
    type Kind = AsValue;
    const EMPTY_TEXT_IS_NONE: bool = false;
    const EMPTY_LIST_IS_NONE: bool = false;
}

impl Wire for Integer {
    type Rust = i64;
    type Kind = AsValue;
}
impl Wire for Number {
    type Rust = f64;
    type Kind = AsValue;
}
impl Wire for Boolean {
    type Rust = bool;
    type Kind = AsValue;
}
impl Wire for Date {
    type Rust = value::Date;
    type Kind = AsValue;
}
impl Wire for DateTime {
    type Rust = value::DateTime;
    type Kind = AsValue;
}
impl Wire for Birthday {
    type Rust = value::Birthday;
    type Kind = AsValue;
}
impl Wire for EventTime {
    type Rust = value::EventTime;
    type Kind = AsValue;
}
impl Wire for Money {
    type Rust = value::Money;
    type Kind = AsValue;
}
impl Wire for Secret {
    type Rust = value::Secret;
    type Kind = AsValue;
}
impl Wire for TimeZone {
    type Rust = value::TimeZone;
    type Kind = AsValue;
}

impl Wire for Picture {
    type Rust = value::Picture;
    type Kind = AsValue;
    const FALSE_IS_NONE: bool = true;
}

impl<N> Wire for Id<N> {
    type Rust = value::Id<N>;
    type Kind = AsValue;
}
impl<E> Wire for Enum<E> {
    type Rust = value::Open<E>;
    type Kind = AsValue;
}

impl<N> Wire for Ref<N> {
    type Rust = value::Ref<N>;
    type Kind = AsValue;
    const FALSE_IS_NONE: bool = true;
}

impl<N> Wire for Node<N> {
    type Rust = YourStruct<N>;
    type Kind = AsStruct;
    const FALSE_IS_NONE: bool = true;
}

impl<U: BestFit<Wire = Self>> Wire for Union<U> {
    type Rust = U;
    type Kind = AsValue;
}

impl<W: Wire> Wire for List<W> {
    type Rust = Vec<W::Rust>;
    type Kind = W::Kind;
    const FALSE_IS_NONE: bool = true;
    const EMPTY_LIST_IS_NONE: bool = false;
}

impl<W: Wire> Wire for Map<W> {
    type Rust = BTreeMap<String, W::Rust>;
    type Kind = W::Kind;
    const FALSE_IS_NONE: bool = true;
    const EMPTY_LIST_IS_NONE: bool = false;
}

impl<K, W: Wire> Wire for Keyed<K, W> {
    type Rust = value::Map<K, W::Rust>;
    type Kind = W::Kind;
    const FALSE_IS_NONE: bool = true;
    const EMPTY_LIST_IS_NONE: bool = false;
}

impl<W: Wire> Wire for Encoded<W> {
    type Rust = value::JsonText<W::Rust>;
    type Kind = W::Kind;
}
