//! Decoders for the responses of operations: success, created ids, memberships, values, nodes.

use std::marker::PhantomData;

use serde_json::Value;

use super::{Answer, Body, Created, Fields, Reads, Written, members, page::page};
use crate::{
    decode::{ReadsAs, Wire, lenient_json},
    error::{Error, ErrorKind, Result, not_visible},
    facts::{AnswerOf, Availability as _, Node},
    value::{Id, Rest},
    wire,
};

/// Decodes with [`success`].
pub struct AsSuccess;
/// Decodes as [`Written`].
pub struct AsWritten;
/// Decodes with [`created`].
pub struct AsCreated<N>(PhantomData<fn() -> N>);
/// Decodes with [`membership`].
pub struct AsMembership<W, I>(PhantomData<fn() -> (W, I)>);
/// Decodes with [`value`].
pub struct AsValue<W, V>(PhantomData<fn() -> (W, V)>);

/// Decodes the value in `data`, alone or as the only element of a list. A response without `data` is decoded itself.
pub struct AsInData<A>(PhantomData<fn() -> A>);

impl<A: Reads> Reads for AsInData<A> {
    type Output = A::Output;
    fn decode(body: Body<'_>) -> Result<A::Output> {
        match in_data(body)? {
            Some(inside) => A::decode(body.part(inside.as_bytes())),
            None => A::decode(body),
        }
    }
}

/// The text of the value in `data`. An empty list is an empty response.
fn in_data(body: Body<'_>) -> Result<Option<String>> {
    body.read(|reader| {
        let mut inside = None;
        if reader.peek() != Some(b'{') {
            reader.skip()?;
            return Ok(None);
        }
        reader.entries(&mut |key, reader| match (key, reader.peek()) {
            ("data", Some(b'[')) => {
                inside = Some("{}".to_owned());
                let mut first = true;
                reader.items(&mut |reader| {
                    let start = reader.offset();
                    reader.skip()?;
                    if std::mem::take(&mut first) {
                        inside = Some(reader.since(start).to_owned());
                    }
                    Ok(())
                })
            }
            ("data", Some(b'{')) => {
                let start = reader.offset();
                reader.skip()?;
                inside = Some(reader.since(start).to_owned());
                Ok(())
            }
            _ => reader.skip(),
        })?;
        Ok(inside)
    })
}

impl Reads for AsSuccess {
    type Output = ();
    fn decode(body: Body<'_>) -> Result<()> {
        success(body)
    }
}

impl Reads for AsWritten {
    type Output = Written;
    fn decode(body: Body<'_>) -> Result<Written> {
        Written::of(json(body)?)
    }
}

impl<N: 'static> Reads for AsCreated<N> {
    type Output = Created<N>;
    fn decode(body: Body<'_>) -> Result<Created<N>> {
        created(body)
    }
}

impl<W: Wire, I: ReadsAs<W> + Send + 'static> Reads for AsMembership<W, I> {
    type Output = Option<I>;
    fn decode(body: Body<'_>) -> Result<Option<I>> {
        membership::<W, I>(body)
    }
}

impl<W: Wire, V: ReadsAs<W> + Send + 'static> Reads for AsValue<W, V> {
    type Output = V;
    fn decode(body: Body<'_>) -> Result<V> {
        value::<W, V>(body)
    }
}

/// Reads `{"id": ..}` or a bare id.
pub fn created<N>(body: Body<'_>) -> Result<Created<N>> {
    let mut id = None;
    let rest = body.read(|reader| {
        // Some creates return the bare id.
        if reader.peek() != Some(b'{') {
            id = Some(Id::read(reader)?);
            return Ok(Rest::new());
        }
        members(reader, &["id"], &mut |_, reader| crate::decode::slot::<wire::Id<N>, _>(reader, &mut id))
    })?;
    match id {
        Some(id) => Ok(Created { id, rest }),
        None => Err(Error::decode(crate::decode::DecodeError::missing("id"))),
    }
}

/// Reads `true`, `{"success": true}`, `{"result": ".."}` and an empty body; `false` is an error.
pub fn success(body: Body<'_>) -> Result<()> {
    Written::of(json(body)?).map(drop)
}

/// The body as JSON; `null` if it is empty.
fn json(body: Body<'_>) -> Result<Value> {
    match body.bytes.trim_ascii() {
        [] => Ok(Value::Null),
        text => lenient_json(text)
            .map_err(|error| Error::new(ErrorKind::Decode, format!("the response is not JSON: {error}"))),
    }
}

/// Reads a list of at most one item, or `None` if it is empty.
pub fn membership<W: Wire, I: ReadsAs<W>>(body: Body<'_>) -> Result<Option<I>> {
    Ok(page::<W, I>(body)?.into_iter().next())
}

/// Reads a single value.
pub fn value<W: Wire, V: ReadsAs<W>>(body: Body<'_>) -> Result<V> {
    body.read(V::read)
}

/// Reads a selection of a node. `false` means that the node is not visible; `{}` and `[]` mean `None` for a
/// node that may be unavailable.
pub fn node<F: Fields>(body: Body<'_>) -> Result<Answer<F>> {
    if body.bytes.trim_ascii() == b"false" {
        return Err(not_visible());
    }
    let unavailable = <F::Node as Node>::Availability::EMPTY_MEANS_UNAVAILABLE && is_empty(body.bytes);
    let read = if unavailable { None } else { Some(body.read(F::read)?) };
    AnswerOf::of(read).ok_or_else(|| Error::new(ErrorKind::Decode, "the response is empty"))
}

/// Whether a body is `{}` or `[]`, ignoring whitespace.
fn is_empty(body: &[u8]) -> bool {
    let text: Vec<u8> = body.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(3).collect();
    matches!(text.as_slice(), b"{}" | b"[]")
}
