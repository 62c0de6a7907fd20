//! Decisions: what the model becomes in Rust. No text of items here, only what they will say.

mod call;
mod scope;
mod types;

pub(crate) use call::{CallPlan, Choice, ChoiceKind, Input, Owner, plan, whose_word};
pub(crate) use scope::{Never, Scope, alternative, demands_nothing, mapping, never, target};
pub(crate) use types::{
    argument, input, path_value, plain_field, reads_as, ready_type, set_by, setter_of, stand_ins, wire,
};
