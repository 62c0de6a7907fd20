//! Uploaded files, and the path prefix under which the sandbox serves them.

use std::sync::Arc;

use super::Answer;

/// The first path segment of the sandbox's own endpoints; no node has this name.
pub(crate) const PREFIX: &str = "_sandbox";

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Arc<[u8]>,
}

impl File {
    /// The file as a response.
    pub(crate) fn answer(&self) -> Answer {
        Answer::raw(self.content_type.clone(), self.bytes.to_vec())
    }
}
