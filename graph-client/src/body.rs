//! The body of a good answer on its way into a Rust value.

use crate::{
    decode::{Decoded, Notes, Reader},
    description::Api,
    deviation::Deviation,
    error::{Error, Result},
    graph::Shared,
    hide::Hidden,
    operation::Decoder,
    request::Request,
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

    /// Reads all of it as one value.
    pub fn read<T>(self, read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>) -> Result<T> {
        let reader = Reader::new(self.bytes).map(|reader| reader.noting(self.notes));
        reader.and_then(|reader| reader.read_all(read)).map_err(Error::decode)
    }
}

/// Reads the answer to a request, and tells the observer what is not as the schema says. `hidden` is asked
/// where a piece of the answer is shown.
pub(crate) fn read<A>(
    shared: &Shared,
    request: &Request,
    bytes: &[u8],
    decode: Decoder<A>,
    hidden: &dyn Fn() -> Hidden,
) -> Result<A> {
    let notes = shared.observer.as_ref().map(|_| Notes::default());
    let read = decode(Body { bytes, api: request.api, notes: notes.as_ref() });
    if let (Some(observer), Some(notes)) = (&shared.observer, notes) {
        let operation = request.description.map(|description| description.name);
        let mut hide = None;
        for placed in notes.placed(bytes) {
            let hide = hide.get_or_insert_with(hidden);
            let mut deviation = Deviation::new(operation, placed);
            hide.clean(&mut deviation.found);
            hide.clean(&mut deviation.path);
            observer(&deviation);
        }
    }
    read.map_err(|error| error.without(&hidden()).during(request.description))
}
