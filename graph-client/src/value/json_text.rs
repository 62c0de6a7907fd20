//! Strings that contain JSON.

use std::fmt;

use serde::{Serialize, Serializer};

/// A string that contains JSON, such as the flow of a template or the answers of a form. If it cannot be read as `T`,
/// only the text is kept.
///
/// Values are compared by their text. To send one as an argument, pass the value itself, or convert it with
/// `value.into()`.
#[derive(Clone)]
pub struct JsonText<T> {
    pub(crate) text: String,
    pub(crate) value: Option<Box<T>>,
}

impl<T> JsonText<T> {
    /// Wraps any text, which is sent unchanged.
    pub fn of_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), value: None }
    }

    /// The text, as it was sent.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value; `None` if the text could not be read as `T`.
    pub fn value(&self) -> Option<&T> {
        self.value.as_deref()
    }

    /// The value.
    ///
    /// # Errors
    ///
    /// The text, if it could not be read as `T`.
    pub fn into_value(self) -> Result<T, String> {
        self.value.map(|value| *value).ok_or(self.text)
    }
}

impl<T> PartialEq for JsonText<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for JsonText<T> {}

impl<T> Default for JsonText<T> {
    fn default() -> Self {
        Self::of_text("")
    }
}

/// Shows the value if there is one: its secrets are hidden.
impl<T: fmt::Debug> fmt::Debug for JsonText<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => f.debug_tuple("JsonText").field(value).finish(),
            None => f.debug_tuple("JsonText").field(&self.text).finish(),
        }
    }
}

impl<T> Serialize for JsonText<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
