//! Texts that hold JSON.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Ready, Selectable, shape};
use crate::{
    decode::{Decoded, Reader, ReadsAs},
    request::Limits,
    wire,
};

/// A text that holds JSON: the flow of a template, the answers of a form. What cannot be read as `T` is kept as the text.
///
/// It compares by its text. To send one, pass the value itself where it is an argument, or convert it: `value.into()`.
#[derive(Clone)]
pub struct JsonText<T> {
    text: String,
    value: Option<Box<T>>,
}

impl<T> JsonText<T> {
    /// Any text. It is sent as it is.
    pub fn of_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), value: None }
    }

    /// The text, as it was sent.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value; `None` if the text could not be read as one.
    pub fn value(&self) -> Option<&T> {
        self.value.as_deref()
    }

    /// The value.
    ///
    /// # Errors
    ///
    /// The text, if it could not be read as a value.
    pub fn into_value(self) -> Result<T, String> {
        self.value.map(|value| *value).ok_or(self.text)
    }
}

impl<T: Ready> From<T> for JsonText<T> {
    fn from(value: T) -> Self {
        let mut text = String::new();
        value.write(&mut text);
        Self { text, value: Some(Box::new(value)) }
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

impl<W, T: ReadsAs<W>> ReadsAs<wire::Encoded<W>> for JsonText<T> {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        // Some answers have the JSON itself.
        if matches!(r.peek(), Some(b'{' | b'[')) {
            let start = r.offset();
            let value = T::read(r)?;
            return Ok(Self { text: r.since(start).to_owned(), value: Some(Box::new(value)) });
        }
        let text = r.string()?;
        let value = Reader::whole(text.as_bytes(), T::read).ok().map(Box::new);
        Ok(Self { text, value })
    }
}

impl<W> ReadsAs<wire::Encoded<W>> for String {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        r.text()
    }
}

impl<T: Ready> Ready for JsonText<T> {
    type Wire = wire::Encoded<T::Wire>;

    fn write(&self, out: &mut String) {
        shape::text(&self.text, out);
    }

    fn check(&self, limits: &Limits, check: &mut shape::Check) {
        if let Some(value) = &self.value {
            value.check(limits, check);
        }
    }
}

impl<V: Selectable<T, K, S>, T, K, S> Selectable<T, K, S> for JsonText<V> {}

impl<T> Serialize for JsonText<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T: Ready> Deserialize<'de> for JsonText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let value = Reader::whole(text.as_bytes(), <T as ReadsAs<T::Wire>>::read).ok().map(Box::new);
        Ok(Self { text, value })
    }
}
