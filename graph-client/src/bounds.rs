//! The traits that stand between a call and a client, and the types that facts of the schema are.
//!
//! They carry the messages of the compiler. Code that is generic names some of them; all are
//! implemented by generated code alone.
//!
//! ```
//! use graph_client::{api::user, bounds::*, target::Anyone, *};
//!
//! /// Any selection of a person.
//! async fn read<F>(me: &Client<UserToken>, who: &user::Id) -> Result<F>
//! where
//!     F: Fields<Node = user::Node> + Of<user::Node> + Allowed<Anyone, UserToken, Unchecked>,
//! {
//!     me.get::<F>(user::id(who)).await
//! }
//!
//! /// Any call, logged.
//! async fn send<C: Sendable<UserToken, Unchecked> + Describe>(me: &Client<UserToken>, call: C) -> Result<C::Output> {
//!     eprintln!("{}", me.curl(&call));
//!     me.send(call).await
//! }
//!
//! /// All items of any list.
//! async fn all<L: Listing<UserToken, Unchecked>>(me: &Client<UserToken>, list: L) -> Result<Vec<L::Item>> {
//!     me.items(list).try_collect().await
//! }
//! ```

pub use crate::facts::paging;
pub use crate::{
    answer::{Allowed, Answer, Below, ItemOf, Of, Reads, Ready},
    call::{ListOperation, Listing, Operation, Selects, Sendable},
    facts::{
        Always, AnswerOf, Availability, Available, BirthdayField, BooleanField, DateField, DateTimeField,
        Edge, EventTimeField, Facts, Field, Gated, GrantedFor, GrantedTo, IntegerField, JsonField,
        MaybeUnavailable, MoneyField, Node, NumberField, OfApi, PictureField, ReachedWith, Reaches, Readable,
        SecretField, SurelyThere, Takes, TextField, TimeZoneField, Usual,
    },
};
