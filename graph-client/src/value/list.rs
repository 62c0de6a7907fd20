//! Lists as parameters.

use super::{
    AsText, Date, DateTime, EventTime, Id, IntoDate, IntoDateTime, IntoEventTime, IntoId, IntoWord, Open,
};

/// Types accepted as a list of `V`: arrays, vectors, and all other iterators over such elements.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list",
    label = "expected a list",
    note = "pass an array, a `Vec` or an iterator: `[\"a\", \"b\"]` instead of `\"a,b\"`, and `[a]` for a single value"
)]
pub trait IntoList<V> {
    /// The elements.
    fn into_list(self) -> impl Iterator<Item = V>;
}

// Omitted from messages, which would otherwise say that a text is not an iterator.
#[diagnostic::do_not_recommend]
impl<L: IntoIterator> IntoList<L::Item> for L {
    fn into_list(self) -> impl Iterator<Item = L::Item> {
        self.into_iter()
    }
}

/// The item type of [`EMPTY`], which has no values. rustc names it where the type of an empty list cannot be inferred.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemOfEMPTY {}

/// An empty list, for a parameter whose items can have several types, so that rustc cannot infer the type of `[]`.
///
/// ```
/// use graph_client::{EMPTY, api::user};
///
/// let call = user::me().questions().create("Which tea?").options(EMPTY);
/// assert!(call.curl().contains("options=[]"));
/// # use graph_client::Describe;
/// ```
pub const EMPTY: [ItemOfEMPTY; 0] = [];

// Omitted from messages: no one passes such an item by itself.
#[diagnostic::do_not_recommend]
impl AsText for ItemOfEMPTY {
    fn as_text(&self) -> &str {
        match *self {}
    }
}

#[diagnostic::do_not_recommend]
impl<E> IntoWord<E> for ItemOfEMPTY {
    fn into_word(self) -> Open<E> {
        match self {}
    }
}

#[diagnostic::do_not_recommend]
impl<N> IntoId<N> for ItemOfEMPTY {
    fn into_id(self) -> Id<N> {
        match self {}
    }
}

#[diagnostic::do_not_recommend]
impl IntoDate for ItemOfEMPTY {
    fn into_date(self) -> Date {
        match self {}
    }
}

#[diagnostic::do_not_recommend]
impl IntoDateTime for ItemOfEMPTY {
    fn into_date_time(self) -> DateTime {
        match self {}
    }
}

#[diagnostic::do_not_recommend]
impl IntoEventTime for ItemOfEMPTY {
    fn into_event_time(self) -> EventTime {
        match self {}
    }
}
