//! The traits that stand between a call and a client, and the types that facts of the schema are.
//!
//! They carry the messages of the compiler. Code that is generic over calls names [`Sendable`] and
//! [`Listing`]; the rest is implemented by generated code alone.

pub use crate::{
    field::{Always, Edge, Facts, Field, Gated, SurelyThere, Usual},
    fields::{Allowed, Below, ItemOf, Node, Of, Ready},
    operation::{ListOperation, Listing, Operation, Selects, Sendable},
    permission::{GrantedFor, GrantedTo},
    target::{ReachedWith, Reaches},
    token::Takes,
};
