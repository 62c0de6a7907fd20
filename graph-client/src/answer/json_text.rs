//! Strings that contain JSON: how they are read and sent.

use serde::{Deserialize, Deserializer};

use super::{Ready, Selectable, shape};
use crate::{
    decode::{Decoded, Reader, ReadsAs},
    request::Within,
    value::JsonText,
    wire,
};

impl<T: Ready> From<T> for JsonText<T> {
    fn from(value: T) -> Self {
        let mut text = String::new();
        value.write(&mut text);
        Self { text, value: Some(Box::new(value)) }
    }
}

impl<W, T: ReadsAs<W>> ReadsAs<wire::Encoded<W>> for JsonText<T> {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        // Some responses contain the JSON itself.
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
    type Held = shape::WithoutShape;

    fn write(&self, out: &mut String) {
        shape::text(&self.text, out);
    }

    fn check(&self, within: Within<'_>, check: &mut shape::Check) {
        if let Some(value) = &self.value {
            value.check(within, check);
        }
    }
}

impl<V: Selectable<T, K, S>, T, K, S> Selectable<T, K, S> for JsonText<V> {}

impl<'de, T: Ready> Deserialize<'de> for JsonText<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let value = Reader::whole(text.as_bytes(), <T as ReadsAs<T::Wire>>::read).ok().map(Box::new);
        Ok(Self { text, value })
    }
}
