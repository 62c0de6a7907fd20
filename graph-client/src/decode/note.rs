//! Strict mode: records where a decodable response deviates from the schema.

use std::cell::RefCell;

/// Deviations found while reading a response. Only byte offsets are recorded; paths are resolved afterwards, so
/// that reading stays fast.
#[derive(Debug, Default)]
pub struct Notes(pub(super) RefCell<Vec<(usize, Noticed)>>);

/// A kind of deviation from the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noticed {
    /// A member that is not read.
    UnknownField,
    /// A value that the enum does not list.
    UnknownWord,
    /// A value that was converted from another representation than this one.
    Coerced(&'static str),
}

impl Notes {
    #[cold]
    pub(super) fn push(&self, offset: usize, noticed: Noticed) {
        self.0.borrow_mut().push((offset, noticed));
    }
}
