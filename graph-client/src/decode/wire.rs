//! Wire types of fields: marker types that are never constructed.
//!
//! [`ReadsAs`](super::ReadsAs) defines which Rust types each can be read as.

use std::marker::PhantomData;

/// A wire type, and which values mean that a field has no value. Null always does.
pub trait Wire {
    /// Whether `""` means that there is no value.
    const EMPTY_TEXT_IS_NONE: bool = true;
    /// Whether `false` means that there is no value.
    const FALSE_IS_NONE: bool = false;
    /// Whether `[]` means that there is no value. PHP encodes any empty container as `[]`.
    const EMPTY_LIST_IS_NONE: bool = true;
}

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
/// The name of a permission.
pub enum Permission {}
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

type Marker<T> = PhantomData<fn() -> T>;

impl Wire for Text {
    const EMPTY_TEXT_IS_NONE: bool = false;
    const EMPTY_LIST_IS_NONE: bool = false;
}

impl Wire for Json {
    const EMPTY_TEXT_IS_NONE: bool = false;
    const EMPTY_LIST_IS_NONE: bool = false;
}

impl Wire for Integer {}
impl Wire for Number {}
impl Wire for Boolean {}
impl Wire for Date {}
impl Wire for DateTime {}
impl Wire for Birthday {}
impl Wire for EventTime {}
impl Wire for Money {}
impl Wire for Secret {}
impl Wire for TimeZone {}

impl Wire for Picture {
    const FALSE_IS_NONE: bool = true;
}

impl Wire for Permission {}
impl<N> Wire for Id<N> {}
impl<E> Wire for Enum<E> {}

impl<N> Wire for Ref<N> {
    const FALSE_IS_NONE: bool = true;
}

impl<N> Wire for Node<N> {
    const FALSE_IS_NONE: bool = true;
}

impl<U> Wire for Union<U> {}

impl<N> Wire for Connection<N> {
    const FALSE_IS_NONE: bool = true;
}

impl<W> Wire for List<W> {
    const FALSE_IS_NONE: bool = true;
    const EMPTY_LIST_IS_NONE: bool = false;
}

impl<W> Wire for Map<W> {
    const FALSE_IS_NONE: bool = true;
    const EMPTY_LIST_IS_NONE: bool = false;
}
