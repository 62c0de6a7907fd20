//! The body of a request as HTTP libraries take it.

use std::{
    fmt,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use super::Upload;

/// The body of a request that is sent through a service: bytes, or files that are read while they are sent. Its length
/// is known.
pub struct Body(Content);

enum Content {
    Whole(Bytes),
    /// A body should be `Sync`; the mutex makes it so, and is never contended.
    Upload {
        upload: Mutex<Upload>,
        remaining: u64,
    },
}

impl Body {
    /// The upload or the bytes, from which nothing was read yet.
    #[cfg(feature = "tower")]
    pub(super) fn into_upload(self) -> Result<Upload, Bytes> {
        match self.0 {
            Content::Whole(bytes) => Err(bytes),
            Content::Upload { upload, .. } => Ok(upload.into_inner().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Whole(bytes))
    }
}

impl From<Upload> for Body {
    fn from(upload: Upload) -> Self {
        let remaining = upload.length();
        Self(Content::Upload { upload: Mutex::new(upload), remaining })
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    /// A file cannot be read.
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        match &mut self.0 {
            Content::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Content::Upload { upload, remaining } => {
                let upload = upload.get_mut().unwrap_or_else(PoisonError::into_inner);
                let chunk = ready!(Pin::new(upload).poll_next(context));
                if let Some(Ok(chunk)) = &chunk {
                    *remaining = remaining.saturating_sub(chunk.len() as u64);
                }
                Poll::Ready(chunk.map(|chunk| chunk.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(&self.0, Content::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(match &self.0 {
            Content::Whole(bytes) => bytes.len() as u64,
            Content::Upload { remaining, .. } => *remaining,
        })
    }
}

impl fmt::Debug for Body {
    /// Omits the content, which may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", http_body::Body::size_hint(self).lower())
    }
}
