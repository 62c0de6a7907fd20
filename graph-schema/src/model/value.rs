//! Requirements of values that are sent.

pub use graph_wire::limits::{Limit, Limits, Pattern};

/// A function that makes a value: `message::row`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// The module below the root of the API.
    pub module: String,
    /// The name in the module.
    pub name: String,
}

/// A rule that involves several fields of an object, by position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberRule {
    /// At least one of them must be sent.
    AtLeastOne(Vec<usize>),
    /// Exactly one of them must be sent.
    ExactlyOne(Vec<usize>),
    /// At most one of them may be sent.
    NotTogether(Vec<usize>),
    /// All of them are sent, or none.
    Together(Vec<usize>),
    /// A member that can only be sent together with another one.
    OnlyWith {
        /// The dependent member.
        member: usize,
        /// The member it requires.
        with: usize,
        /// The values that the other member must have, as JSON text; if empty, any value.
        values: Vec<String>,
    },
}
