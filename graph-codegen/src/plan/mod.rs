//! What a schema becomes in Rust, decided before any of it is written.
//!
//! [`CallPlan`] has the shape of one operation: its method, arguments, setters and argument types, all with their
//! names. The code generator writes it down; the reference shows calls by it.

mod access;
mod call;
mod field;
mod list;
mod value;
pub mod values;

pub(crate) use access::{Never, NeverNames, demands_nothing, is_same, key};
pub use call::{
    Argument, CallPlan, Checked, Choice, ChoiceKind, Input, Owner, Setter, names_in_connection,
    names_in_operation, of_connection, of_node,
};
pub use field::{FieldPlan, any_arguments, with_arguments};
pub(crate) use list::required;
pub use list::{ListForm, ListPlan};
pub use value::{Given, Put, PutForm};
pub use values::Values;
