//! What a call is to the client: a value that knows its request, its answer and who may send it.

mod listing;

use crate::{
    answer::{Decoder, Page, Reads},
    request::Request,
};

/// An operation of the schema; implemented by a marker type of generated code.
pub trait Operation: 'static {
    /// How its answer is read, and as what.
    type Answer: Reads;
    /// Who must have granted what.
    type Permission;
    /// Which tokens it takes.
    type Token;
}

/// A connection's list; implemented by a marker type of generated code.
pub trait ListOperation: 'static {
    /// What its items are on the wire.
    type Wire: crate::decode::Wire;
    /// The ready Rust type of an item.
    type Item: crate::decode::ReadsAs<Self::Wire>;
    /// How it is paged, one of [`paging`](crate::bounds::paging).
    type Paging;
    /// The connection as a field: whose its items are.
    type Edge;
    /// Who must have granted what.
    type Permission;
    /// Which tokens it takes.
    type Token;
}

/// Keeps [`Describe`] to the types of this crate and of generated code.
#[doc(hidden)]
pub trait Sealed {}

/// What every call can be asked for before it is sent.
pub trait Describe: Sealed {
    /// The request as data.
    fn request(&self) -> &Request;

    /// The name in the schema, such as `user.events.create`; none for a raw call.
    fn operation(&self) -> Option<&'static str> {
        self.request().description.map(|description| description.name)
    }

    /// The permissions that the call needs for oneself: all of these, each any of some.
    ///
    /// Those of selected fields are not among them.
    fn permissions(&self) -> &'static [&'static [&'static str]] {
        self.request().description.map_or(&[], |description| description.permissions()[0])
    }

    /// The same call as a curl line, for the public host; the token is not in it.
    fn curl(&self) -> String {
        let request = self.request();
        request.curl(request.host(), None)
    }
}

/// A call that a client with the token kind `K` that was granted `S` can send.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no call that can be sent",
    label = "neither an operation nor a selection with `.get::<..>()`",
    note = "lists are read with `page`, `pages` or `items`, and not in a batch; `create`, `delete` and their like are sent"
)]
pub trait Sendable<K, S> {
    /// What it answers.
    type Output: Send + 'static;

    /// Request and decoder.
    #[doc(hidden)]
    fn into_call(self) -> (Request, Decoder<Self::Output>);
}

/// A list that a client with the token kind `K` that was granted `S` can read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no list",
    label = "not a list of a connection",
    note = "name a connection, such as `user::me().likes()`, or the `next()` of a page"
)]
pub trait Listing<K, S> {
    /// What its items are.
    type Item: Send + 'static;

    /// Request and decoder.
    #[doc(hidden)]
    fn into_list(self) -> (Request, Decoder<Page<Self::Item>>);

    /// The first page, where it was read already.
    #[doc(hidden)]
    fn at_hand(&mut self) -> Option<Page<Self::Item>> {
        None
    }
}

/// A node of which the selection `F` can be read, by a client with the token kind `K` that was
/// granted `S`.
#[diagnostic::on_unimplemented(
    message = "`{F}` cannot be read of `{Self}`",
    label = "not a node with these fields"
)]
pub trait Selects<F, K, S> {
    /// Request for the selection.
    #[doc(hidden)]
    fn into_selection(self) -> Request;
}
