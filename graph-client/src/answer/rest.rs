//! Nodes and objects, with the members that have no field.

use crate::{
    decode::{Decoded, Reader, ReadsAs},
    facts::Node,
};

/// Reads the members that the struct does not know by name.
pub type Rest = std::collections::BTreeMap<String, serde_json::Value>;

/// [`Reader::object`] of a node or object, which may be a bare value by the schema.
#[inline]
pub fn object<N: Node, S>(
    reader: &mut Reader<'_>,
    names: &'static [&'static str],
    state: &mut S,
    set: impl Fn(&mut S, usize, &mut Reader<'_>) -> Decoded<()>,
) -> Decoded<()> {
    reader.object_or(N::BARE, names, &mut |at, reader| set(state, at, reader), &mut |key, reader| {
        reader.unknown(key);
        reader.skip()
    })
}

/// The same, with the members that have no field of their own collected.
#[inline]
pub fn object_with_rest<N: Node, S>(
    reader: &mut Reader<'_>,
    names: &'static [&'static str],
    state: &mut S,
    set: impl Fn(&mut S, usize, &mut Reader<'_>) -> Decoded<()>,
    rest: &mut Rest,
) -> Decoded<()> {
    reader.object_with_rest(N::BARE, names, &mut |at, reader| set(state, at, reader), rest)
}

/// A value as it is read from an answer, out of any other format.
pub fn deserialize<'de, W, T: ReadsAs<W>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<T, D::Error> {
    use serde::{Deserialize, de::Error as _};
    let text = serde_json::Value::deserialize(deserializer)?.to_string();
    Reader::whole(text.as_bytes(), T::read).map_err(D::Error::custom)
}
