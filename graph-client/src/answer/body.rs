//! The body of a successful response, and how it is decoded.

use crate::{
    decode::{Decoded, Notes, Reader},
    error::{Error, Result},
    facts::Api,
};

/// The body of a successful response, with the API that it belongs to.
#[derive(Clone, Copy)]
pub struct Body<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) api: &'static Api,
    notes: Option<&'a Notes>,
}

impl<'a> Body<'a> {
    /// A body that is read without strict mode.
    pub fn new(bytes: &'a [u8], api: &'static Api) -> Self {
        Self { bytes, api, notes: None }
    }

    /// A body whose deviations from the schema are recorded in `notes`.
    pub(crate) fn noting(bytes: &'a [u8], api: &'static Api, notes: Option<&'a Notes>) -> Self {
        Self { bytes, api, notes }
    }

    /// A part of this body as a body of its own.
    pub(super) fn part<'b>(self, bytes: &'b [u8]) -> Body<'b>
    where
        'a: 'b,
    {
        Body { bytes, ..self }
    }

    /// Decodes the whole body as one value.
    pub fn read<T>(self, read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>) -> Result<T> {
        let reader = Reader::new(self.bytes).map(|reader| reader.noting(self.notes));
        reader.and_then(|reader| reader.read_all(read)).map_err(Error::decode)
    }
}

/// Decodes the body of a successful response.
#[doc(hidden)]
pub type Decoder<A> = fn(Body<'_>) -> Result<A>;

/// Decodes the response of an operation.
pub trait Reads {
    /// The decoded type.
    type Output: Send + 'static;

    /// Decodes the body of a successful response.
    fn decode(body: Body<'_>) -> Result<Self::Output>;
}
