//! Calls as values: the traits that connect a call with its request, its response and the clients that may
//! send it.

mod arguments;
mod listing;

pub use arguments::{Arguments, ArgumentsOf, connection_of, keys_of_list};

use crate::{
    answer::{Decoder, Fields, Page, Reads, shape::Fault},
    facts::{Node, Requires},
    request::{Refused, Request},
};

/// An operation of the schema. Implemented by marker types in generated code.
pub trait Operation: 'static {
    /// The decoder of its response, and the type of its result.
    type Answer: Reads;
    /// The permissions it requires, and the kinds of tokens it accepts.
    type Access: Requires;
}

/// The list operation of a connection. Implemented by marker types in generated code.
pub trait ListOperation: 'static {
    /// The type of its items on the wire.
    type Wire: crate::decode::Wire;
    /// The default Rust type of an item.
    type Item: crate::decode::ReadsAs<Self::Wire>;
    /// How it is paged: one of [`paging`](crate::bounds::paging).
    type Paging;
    /// Which paging setters are those of all lists: [`paging::Setters`](crate::bounds::paging::Setters).
    type Setters;
    /// The connection as a field, which determines whose data its items are.
    type Edge;
    /// The permissions it requires, and the kinds of tokens it accepts.
    type Access: Requires;
}

/// Restricts [`Describe`] to types of this crate and of generated code.
#[doc(hidden)]
pub trait Sealed {}

/// Properties of a call that are available before it is sent.
pub trait Describe: Sealed {
    /// The request as data.
    fn request(&self) -> &Request;

    /// The operation's name in the schema, such as `user.events.create`; `None` for a raw call.
    fn operation(&self) -> Option<&'static str> {
        self.request().description.map(|description| description.name)
    }

    /// The permissions that the call requires for the current user's own data: one permission of every inner
    /// list.
    ///
    /// Permissions of selected fields are not included.
    fn permissions(&self) -> &'static [&'static [&'static str]] {
        self.request().description.map_or(&[], |description| description.own_permissions())
    }

    /// The tasks on the Page, of which the person of the token needs one. Empty if no task is required.
    fn tasks(&self) -> &'static [&'static str] {
        self.request().description.map_or(&[], |description| description.tasks())
    }

    /// The body of a call that is sent as JSON; `None` if its parameters are a form or a query.
    fn json_body(&self) -> Option<String> {
        self.request().json_body()
    }

    /// The violations of the schema by the parameters. A call with faults is not sent: sending it returns an error of
    /// the kind [`Request`](crate::ErrorKind::Request).
    fn faults(&self) -> Vec<Fault> {
        let refused = self.request().params.refused().iter();
        let fault = |refused: &Refused| Fault {
            path: format!("{}{}", refused.param, refused.path),
            reason: refused.reason.clone(),
        };
        refused.map(fault).collect()
    }

    /// The call as a `curl` command for the public host. It does not contain the token.
    fn curl(&self) -> String {
        let request = self.request();
        request.curl(request.host(), None)
    }
}

/// A call that can be sent by a client whose token has the kind `K` and was granted `S`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a call that can be sent",
    label = "neither an operation nor a selection with `.get::<..>()`",
    note = "read a node with `.get::<..>()`, and a list with `page`, `pages` or `items` of a client"
)]
pub trait Sendable<K, S> {
    /// The result of the call.
    type Output: Send + 'static;

    /// The request and its decoder.
    #[doc(hidden)]
    fn into_call(self) -> (Request, Decoder<Self::Output>);
}

/// A list that can be read by a client whose token has the kind `K` and was granted `S`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list",
    label = "not a list of a connection",
    note = "pass a connection, such as `user::me().likes()`, or the `next()` of a page"
)]
pub trait Listing<K, S> {
    /// The type of its items.
    type Item: Send + 'static;

    /// The request and its decoder.
    #[doc(hidden)]
    fn into_list(self) -> (Request, Decoder<Page<Self::Item>>);

    /// The first page, if it was already read.
    #[doc(hidden)]
    fn at_hand(&mut self) -> Option<Page<Self::Item>> {
        None
    }
}

/// A list that `get` can read. No type implements this; the message says how to read a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a list, and `get` reads a node",
    label = "a list is read with `page`, `pages` or `items`",
    note = "pass it to `page`, `pages` or `items` of the client; `.select::<..>()` of the list chooses the fields"
)]
pub trait ReadByGet {}

/// A call that is sent without a client. No type implements this; the message says how to send a call.
#[diagnostic::on_unimplemented(
    message = "this is only the description of a call, and cannot be awaited",
    label = "not sent by a client",
    note = "pass it to a client, and await that: `client.send(..)` for an operation, `client.get::<..>(..)` for a node, `client.page(..)` for a list"
)]
pub trait SentAlone {}

/// The result of a call that can be shown before it is awaited. No type implements this; the message says what is
/// missing.
#[diagnostic::on_unimplemented(
    message = "this call was not awaited, so there is no `{Self}` to show",
    label = "nothing was sent yet",
    note = "add `.await?` to the call; in a blocking program, use `graph_client::blocking`"
)]
pub trait Awaited {}

/// A node that a client can read the selection `F` from, if the client's token has the kind `K` and was
/// granted `S`.
pub trait Selects<F: Fields, K, S>: SelectsOf<F, K, S, AvailabilityOf<F>> {}

impl<F: Fields, K, S, N: SelectsOf<F, K, S, AvailabilityOf<F>>> Selects<F, K, S> for N {}

/// Whether the node of a selection may be unavailable.
pub(crate) type AvailabilityOf<F> = <<F as Fields>::Node as Node>::Availability;

/// [`Selects`], with the availability of the node of `F`. Without `derive(Fields)`, the availability is unknown and
/// this bound is ambiguous, so that rustc reports only the missing derive.
#[diagnostic::on_unimplemented(
    message = "`{F}` cannot be read from `{Self}`",
    label = "not a node with these fields",
    note = "`get` reads a node, such as `user::me()`; a list is read with `page`, `pages` or `items`, an operation is sent with `send`"
)]
pub trait SelectsOf<F, K, S, Availability> {
    /// The request for the selection.
    #[doc(hidden)]
    fn into_selection(self) -> Request;
}
