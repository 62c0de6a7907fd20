//! The body of a good answer on its way into a Rust value.

use crate::{
    decode::{Decoded, Notes, Reader},
    error::{Error, Result},
    facts::Api,
};

/// The body of a good answer, with what it takes to read it.
#[derive(Clone, Copy)]
pub struct Body<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) api: &'static Api,
    notes: Option<&'a Notes>,
}

impl<'a> Body<'a> {
    /// A body that nobody observes.
    pub fn new(bytes: &'a [u8], api: &'static Api) -> Self {
        Self { bytes, api, notes: None }
    }

    /// A body whose deviations from the schema are noted.
    pub(crate) fn noting(bytes: &'a [u8], api: &'static Api, notes: Option<&'a Notes>) -> Self {
        Self { bytes, api, notes }
    }

    /// Reads all of it as one value.
    pub fn read<T>(self, read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>) -> Result<T> {
        let reader = Reader::new(self.bytes).map(|reader| reader.noting(self.notes));
        reader.and_then(|reader| reader.read_all(read)).map_err(Error::decode)
    }
}

/// Reads a good answer.
#[doc(hidden)]
pub type Decoder<A> = fn(Body<'_>) -> Result<A>;

/// How a good answer is read.
pub trait Reads {
    /// What it is read as.
    type Output: Send + 'static;

    /// Reads it.
    fn decode(body: Body<'_>) -> Result<Self::Output>;
}
