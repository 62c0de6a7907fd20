//! The body of a response, chunk by chunk.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use futures_core::Stream;

use super::TransportError;

/// The body of a response that is read as it arrives: a [`Stream`] of chunks.
pub struct Chunks(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>);

impl Chunks {
    /// A body from any stream of chunks. After an error it is not polled again.
    pub fn new(chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static) -> Self {
        Self(Box::pin(chunks))
    }
}

impl From<Bytes> for Chunks {
    /// A body that is already there as a whole.
    fn from(whole: Bytes) -> Self {
        Self::new(Whole(Some(whole).filter(|bytes| !bytes.is_empty())))
    }
}

struct Whole(Option<Bytes>);

impl Stream for Whole {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chunks")
    }
}
