//! Strings in a list that is sent as JSON.

use serde::{Serialize, Serializer};

use crate::value::AsText;

/// Serializes a string parameter.
pub(super) struct Quoted<T>(pub(super) T);

impl<T: AsText> Serialize for Quoted<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.as_text())
    }
}
