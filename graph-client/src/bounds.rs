//! The traits that connect calls and clients, and the marker types of schema facts.
//!
//! They produce the compile errors of this crate. Generic code names some of them as bounds; only
//! generated code implements them.
//!
//! ```
//! use graph_client::{api::user, bounds::*, target::Anyone, *};
//!
//! /// Reads any selection of a person.
//! async fn read<F>(me: &Client<UserToken>, who: &user::Id) -> Result<F>
//! where
//!     F: Fields<Node = user::Node> + SelectionOf<user::Node> + Allowed<Anyone, UserToken, Unchecked>,
//! {
//!     me.get::<F>(user::id(who)).await
//! }
//!
//! /// Logs and sends any call.
//! async fn send<C: Sendable<UserToken, Unchecked> + Describe>(me: &Client<UserToken>, call: C) -> Result<C::Output> {
//!     eprintln!("{}", me.curl(&call));
//!     me.send(call).await
//! }
//!
//! /// Collects all items of any list.
//! async fn all<L: Listing<UserToken, Unchecked>>(me: &Client<UserToken>, list: L) -> Result<Vec<L::Item>> {
//!     me.items(list).try_collect().await
//! }
//! ```

pub use crate::facts::paging;
pub use crate::{
    answer::{Allowed, Answer, Delivered, FieldOf, ItemOf, Reads, Ready, Selectable, SelectionOf},
    call::{ListOperation, Listing, Operation, Selects, SelectsOf, Sendable},
    facts::{
        AcceptsToken, Access, Always, AlwaysPresent, AnswerOf, Availability, Available, BirthdayField,
        BooleanField, DateField, DateTimeField, Edge, EventTimeField, Facts, Field, Gated, GrantedFor,
        GrantedTo, HasJob, IntegerField, Job, JsonField, MaybeUnavailable, MoneyField, Node, NumberField,
        OfApi, PictureField, ReachedWith, Reaches, Readable, Requires, SecretField, TextField, TimeZoneField,
        Usual,
    },
};
