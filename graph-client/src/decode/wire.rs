//! What a field is on the wire: markers that are never built.
//!
//! [`ReadsAs`](super::ReadsAs) says which Rust types each of them reads as.

use std::marker::PhantomData;

/// A form that fields have on the wire, with what counts as having no value there.
///
/// Null always does.
pub trait Wire {
    /// Whether `""` means that there is no value.
    const EMPTY_TEXT_IS_NONE: bool = true;
    /// Whether `false` means that there is no value.
    const FALSE_IS_NONE: bool = false;
    /// Whether `[]` means that there is no value; PHP writes it for whatever is empty.
    const EMPTY_LIST_IS_NONE: bool = true;
}

/// Text.
pub enum Text {}
/// A whole number, or its digits as text.
pub enum Integer {}
/// A number, or its digits as text.
pub enum Number {}
/// A truth value: `true`, `1` or `"true"`.
pub enum Boolean {}
/// A calendar date, `2012-07-04`.
pub enum Date {}
/// A date and time, with its offset where one is known, or a Unix time.
pub enum DateTime {}
/// A birthday, `12/06/1980` or `12/06`.
pub enum Birthday {}
/// The time of an event: a date, or a date and time.
pub enum EventTime {}
/// An amount of money, as decimal text.
pub enum Money {}
/// A time zone: hours from UTC, or a name.
pub enum TimeZone {}
/// A secret, such as an access token.
pub enum Secret {}
/// A picture: an address, or an object that holds one.
pub enum Picture {}
/// Any JSON, kept as it is.
pub enum Json {}
/// The name of a permission.
pub enum Permission {}
/// The id of a node `N`.
pub struct Id<N>(Marker<N>);
/// A reference `{id, name}` to a node `N`.
pub struct Ref<N>(Marker<N>);
/// A word of the enum `E`, or a newer one.
pub struct Enum<E>(Marker<E>);
/// A nested node or object `N`.
pub struct Node<N>(Marker<N>);
/// A list, each element on the wire a `W`.
pub struct List<W>(Marker<W>);
/// A map from text, each value on the wire a `W`.
pub struct Map<W>(Marker<W>);
/// A connection: `{"data": [..], "paging": {..}}` of nodes or objects `N`.
pub struct Connection<N>(Marker<N>);

/// That a field holds a list, which can be limited and ordered.
#[diagnostic::on_unimplemented(
    message = "`limit` and `order` go on connections and lists",
    label = "there is only one of this",
    note = "take the attribute away; it belongs above a field that is read as a `Connection` or a `Vec`"
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
