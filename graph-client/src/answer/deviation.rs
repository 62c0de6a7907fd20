//! Strict mode: where a response deviates from the schema.

use std::fmt;

use crate::decode::{Noticed, Placed};

/// A place where a response deviates from the schema. The response was decoded anyway.
///
/// Passed to the callback of [`GraphBuilder::on_deviation`](crate::GraphBuilder::on_deviation). It contains
/// no values of the response except unknown enum values, so it is safe to log.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Deviation {
    /// The operation, such as `user.likes.list`; `None` for a raw call.
    pub operation: Option<&'static str>,
    /// The path to the value inside the response, such as `data[3].created_time`.
    pub path: String,
    /// The kind of deviation.
    pub kind: DeviationKind,
    /// What the response has there: a kind of value, such as `a number`, or the unknown enum value.
    pub found: String,
}

/// How a response deviates from the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeviationKind {
    /// A field that the schema or the selection does not have.
    UnknownField,
    /// A value that the enum does not have.
    UnknownWord,
    /// A value in another representation, which was converted to the type of the schema.
    Coerced {
        /// The type in the schema.
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
            DeviationKind::UnknownWord => write!(f, "unknown enum value {}", self.found),
            DeviationKind::Coerced { expected } => write!(f, "expected {expected}, found {}", self.found),
        }
    }
}
