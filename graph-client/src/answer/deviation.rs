//! Strict mode: what an answer has that the schema does not say.

use std::fmt;

use crate::decode::{Noticed, Placed};

/// Something in an answer that is not as the schema describes it, and was read all the same.
///
/// Given to the function of [`GraphBuilder::on_deviation`](crate::GraphBuilder::on_deviation).
/// It never holds a value of the answer but an unknown word, so that it can be logged.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Deviation {
    /// The operation that was answered, such as `user.likes.list`; none for a raw call.
    pub operation: Option<&'static str>,
    /// The way to the value from the outermost one, such as `data[3].created_time`.
    pub path: String,
    /// What is not as the schema says.
    pub kind: DeviationKind,
    /// What stands there: the kind of value, such as `a number`, or the unknown word.
    pub found: String,
}

/// What is not as the schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviationKind {
    /// A member that the schema, or the selection, does not have.
    UnknownField,
    /// A word that an enum does not have.
    UnknownWord,
    /// A value in another form, which was read as what the schema says.
    Coerced {
        /// What the schema says it is.
        expected: &'static str,
    },
}

impl Deviation {
    pub(crate) fn new(operation: Option<&'static str>, placed: Placed) -> Self {
        let kind = match placed.noticed {
            Noticed::UnknownField => DeviationKind::UnknownField,
            Noticed::UnknownWord => DeviationKind::UnknownWord,
            Noticed::Coerced(expected) => DeviationKind::Coerced { expected },
        };
        Self { operation, path: placed.path, kind, found: placed.found }
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        match self.kind {
            DeviationKind::UnknownField => write!(f, "unknown field, {}", self.found),
            DeviationKind::UnknownWord => write!(f, "unknown word {}", self.found),
            DeviationKind::Coerced { expected } => write!(f, "expected {expected}, found {}", self.found),
        }
    }
}
