//! What strict mode sees: where an answer is not as the schema says, though it can be read.

use std::cell::RefCell;

/// What was noticed while an answer was read. Notes hold a place only; its path is looked up when
/// somebody wants to see them, so that reading costs nothing more.
#[derive(Debug, Default)]
pub struct Notes(pub(super) RefCell<Vec<(usize, Noticed)>>);

/// What is not as the schema says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noticed {
    /// A member that nobody reads.
    UnknownField,
    /// A word that the enum does not have.
    UnknownWord,
    /// A value in another form than this one.
    Coerced(&'static str),
}

impl Notes {
    #[cold]
    pub(super) fn push(&self, offset: usize, noticed: Noticed) {
        self.0.borrow_mut().push((offset, noticed));
    }
}
