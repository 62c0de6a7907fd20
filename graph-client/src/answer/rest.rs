//! Reading the members of nodes and objects, and those that have no field.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{
    decode::{Decoded, Each, Reader, ReadsAs},
    facts::Node,
    value::Rest,
};

/// [`Reader::object`] for a node or object. If the schema allows it, the object may be a bare value.
#[inline]
pub fn object<N: Node, S>(
    reader: &mut Reader<'_>,
    names: &'static [&'static str],
    state: &mut S,
    set: impl Fn(&mut S, usize, &mut Reader<'_>) -> Decoded<()>,
) -> Decoded<()> {
    let set = |at: usize, reader: &mut Reader<'_>| set(state, at, reader);
    reader.object_or(N::BARE, names, &mut Each { set, other: Reader::pass })
}

/// Like [`object`], and collects the members that have no field in `rest`.
#[inline]
pub fn object_with_rest<N: Node, S>(
    reader: &mut Reader<'_>,
    names: &'static [&'static str],
    state: &mut S,
    set: impl Fn(&mut S, usize, &mut Reader<'_>) -> Decoded<()>,
    rest: &mut BTreeMap<String, Value>,
) -> Decoded<()> {
    reader.object_with_rest(N::BARE, names, &mut |at, reader| set(state, at, reader), rest)
}

/// Reads the response of an operation, and returns the members that its struct does not have.
pub fn members<'a>(
    reader: &mut Reader<'a>,
    names: &'static [&'static str],
    set: &mut dyn FnMut(usize, &mut Reader<'a>) -> Decoded<()>,
) -> Decoded<Rest> {
    let mut rest = BTreeMap::new();
    reader.object_with_rest(None, names, set, &mut rest)?;
    Ok(rest.into())
}

/// Decodes from any `serde` format as from a response.
pub fn deserialize<'de, W, T: ReadsAs<W>, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<T, D::Error> {
    use serde::{Deserialize, de::Error as _};
    let text = Value::deserialize(deserializer)?.to_string();
    Reader::whole(text.as_bytes(), T::read).map_err(D::Error::custom)
}
