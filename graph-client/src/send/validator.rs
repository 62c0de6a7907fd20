//! Conditional reads: `If-None-Match` of a request, `ETag` and 304 of its response.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{
    answer::{ETag, IfChanged},
    error::{Error, ErrorKind, Result},
};

/// Not Modified.
const NOT_MODIFIED: u16 = 304;

/// The tag that the user knows, and the tag and status of the last response.
#[derive(Debug)]
pub(crate) struct Validator {
    known: Option<ETag>,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    tag: Option<ETag>,
    not_modified: bool,
}

impl Validator {
    pub(crate) fn new(known: Option<ETag>) -> Self {
        Self { known, seen: Mutex::default() }
    }

    /// The value of `If-None-Match`.
    pub(crate) fn known(&self) -> Option<&str> {
        self.known.as_ref().map(ETag::as_str)
    }

    /// Records a response. Returns whether nothing changed.
    pub(crate) fn saw(&self, status: u16, tag: Option<&str>) -> bool {
        let not_modified = status == NOT_MODIFIED && self.known.is_some();
        *self.seen() = Seen { tag: tag.map(ETag::new), not_modified };
        not_modified
    }

    /// The error that stands for an unchanged value; `None` if there is a value. [`judge`](Self::judge) takes it.
    pub(crate) fn not_modified(&self) -> Option<Error> {
        self.seen().not_modified.then(|| Error::new(ErrorKind::Request, "not modified"))
    }

    /// The result of the read.
    pub(crate) fn judge<A>(&self, result: Result<A>) -> Result<IfChanged<A>> {
        let Seen { tag, not_modified } = std::mem::take(&mut *self.seen());
        if not_modified {
            return Ok(IfChanged::NotModified);
        }
        result.map(|value| IfChanged::Changed { value, tag })
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
