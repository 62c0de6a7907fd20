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
        let mut answer = Answer::raw(self.content_type.clone(), self.bytes.to_vec());
        // A page that a client uploaded must not run as a page of the sandbox, which has tokens.
        answer.headers.push(("x-content-type-options", "nosniff".to_owned()));
        answer.headers.push(("content-security-policy", "default-src 'none'; sandbox".to_owned()));
        answer
    }
}
