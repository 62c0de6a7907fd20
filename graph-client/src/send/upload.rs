//! Streaming request bodies, for files that need not fit into memory.

use std::{
    collections::VecDeque,
    fmt, io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
    thread,
};

use bytes::Bytes;
use futures_core::Stream;

use super::{
    idle::Activity,
    queue::{CHUNK_SIZE, Queue, unless_panicked},
};
use crate::value::{Content, File, Progress};

/// The body of a request with files: a [`Stream`] of chunks, which reads ahead by at most 256 KiB.
pub struct Upload {
    parts: VecDeque<Part>,
    length: u64,
    current: Option<Current>,
    cancellation: Arc<Cancellation>,
    activity: Option<Activity>,
}

/// Cancels reading when the call is dropped. A stalled connection may keep the body alive for a long time; the file is
/// closed at once anyway.
#[derive(Default)]
struct Cancellation(Mutex<CancelState>);

#[derive(Default)]
struct CancelState {
    cancelled: bool,
    /// A file could not be read, or its callback failed.
    failed: bool,
    /// The file that is being read.
    reading: Option<Arc<Queue>>,
}

/// Stops reading the files when dropped.
pub(crate) struct CancelOnDrop(Arc<Cancellation>);

impl CancelOnDrop {
    /// Whether the body ended because of a file, not because of the connection.
    pub(crate) fn file_failed(&self) -> bool {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).failed
    }
}

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        let mut state = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.cancelled = true;
        state.reading.take().iter().for_each(|queue| queue.cancel());
    }
}

pub(crate) enum Part {
    Bytes(Bytes),
    File(File),
    /// A file from an offset on, which is at most its length.
    Rest(File, u64),
}

impl Part {
    fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(file) => file.length(),
            Self::Rest(file, offset) => file.length().saturating_sub(*offset),
        }
    }
}

/// The file that is currently sent.
struct Current {
    name: String,
    chunks: Chunks,
    sent: u64,
    length: u64,
    progress: Option<Arc<Progress>>,
}

enum Chunks {
    Bytes(Bytes),
    Read(Arc<Queue>),
}

impl Upload {
    pub(crate) fn new(parts: Vec<Part>) -> Self {
        let length = parts.iter().map(Part::length).sum();
        Self { parts: parts.into(), length, current: None, cancellation: Arc::default(), activity: None }
    }

    /// Reports each chunk that is taken.
    pub(crate) fn report_to(&mut self, activity: &Activity) {
        self.activity = Some(activity.clone());
    }

    /// A guard that stops reading the files when it is dropped.
    pub(crate) fn cancel_on_drop(&self) -> CancelOnDrop {
        CancelOnDrop(self.cancellation.clone())
    }

    /// The length of the whole body, in bytes.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Reads the whole body into memory, for a transport that cannot stream. It reports to the
    /// [`Activity`](super::transport::Activity) of the request itself while it sends the bytes.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or if its length differs from the declared one.
    pub async fn into_bytes(mut self) -> io::Result<Bytes> {
        let mut all = Vec::new();
        while let Some(chunk) = std::future::poll_fn(|context| Pin::new(&mut self).poll_next(context)).await {
            all.extend_from_slice(&chunk?);
        }
        Ok(all.into())
    }
}

impl Stream for Upload {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = self.poll_chunk(context);
        if let Poll::Ready(Some(Err(_))) = &chunk {
            self.cancellation.0.lock().unwrap_or_else(PoisonError::into_inner).failed = true;
        }
        if chunk.is_ready()
            && let Some(activity) = &self.activity
        {
            activity.moved();
        }
        chunk
    }
}

impl Upload {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        loop {
            if let Some(current) = &mut self.current {
                match current.poll(context) {
                    Poll::Ready(Some(chunk)) => return Poll::Ready(Some(chunk)),
                    Poll::Ready(None) => self.current = None,
                    Poll::Pending => return Poll::Pending,
                }
            }
            let (file, offset) = match self.parts.pop_front() {
                Some(Part::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Part::File(file)) => (file, 0),
                Some(Part::Rest(file, offset)) => (file, offset),
                None => return Poll::Ready(None),
            };
            let current = Current::new(&file, offset);
            if let Chunks::Read(queue) = &current.chunks {
                let mut state = self.cancellation.0.lock().unwrap_or_else(PoisonError::into_inner);
                if state.cancelled {
                    queue.cancel();
                }
                state.reading = Some(queue.clone());
            }
            self.current = Some(current);
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({} bytes)", self.length)
    }
}

impl Current {
    fn new(file: &File, offset: u64) -> Self {
        let chunks = match file.content() {
            Content::Bytes(bytes) => Chunks::Bytes(rest(bytes, offset)),
            Content::Source { open, .. } => {
                let (queue, open) = (Arc::new(Queue::default()), open.clone());
                let writer = queue.clone();
                let read = move || writer.read_from(&|| open(offset));
                if let Err(error) = thread::Builder::new().name("graph-client file".to_owned()).spawn(read) {
                    queue.finish(Some(error));
                }
                Chunks::Read(queue)
            }
        };
        let (name, length) = (file.name().to_owned(), file.length());
        Self { name, chunks, sent: offset, length, progress: file.progress().cloned() }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let chunk = match &mut self.chunks {
            Chunks::Bytes(bytes) => {
                (!bytes.is_empty()).then(|| Ok(bytes.split_to(bytes.len().min(CHUNK_SIZE))))
            }
            Chunks::Read(queue) => match queue.poll(context) {
                Poll::Ready(chunk) => chunk,
                Poll::Pending => return Poll::Pending,
            },
        };
        let fail = |message: String| Poll::Ready(Some(Err(io::Error::other(message))));
        match chunk {
            Some(Ok(chunk)) => {
                self.sent += chunk.len() as u64;
                if self.sent > self.length {
                    return fail(format!(
                        "the file {:?} is longer than its declared length of {} bytes",
                        self.name, self.length
                    ));
                }
                if let Some(progress) = &self.progress {
                    let report = || progress(self.sent, self.length);
                    if let Err(error) = unless_panicked("the progress callback", report) {
                        return fail(format!("cannot send the file {:?}: {error}", self.name));
                    }
                }
                Poll::Ready(Some(Ok(chunk)))
            }
            Some(Err(error)) => fail(format!("cannot read the file {:?}: {error}", self.name)),
            None if self.sent < self.length => fail(format!(
                "the file {:?} is shorter than its declared length: {} of {} bytes",
                self.name, self.sent, self.length
            )),
            None => Poll::Ready(None),
        }
    }
}

/// The bytes from an offset on; empty beyond the end.
pub(super) fn rest(bytes: &Bytes, offset: u64) -> Bytes {
    let from = usize::try_from(offset).map_or(bytes.len(), |offset| offset.min(bytes.len()));
    bytes.slice(from..)
}

impl Drop for Current {
    fn drop(&mut self) {
        if let Chunks::Read(queue) = &self.chunks {
            queue.cancel();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A connection may run on in a task of its own after the call has ended.
    #[tokio::test]
    async fn a_cancelled_upload_ends_although_its_reader_blocks() {
        let (close, closed) = std::sync::mpsc::channel::<()>();
        let closed = Mutex::new(Some(closed));
        let file = File::from_reader("a", 3, move || {
            let closed = closed.lock().unwrap_or_else(PoisonError::into_inner).take();
            // Until the test ends.
            closed.map(|closed| closed.recv());
            Ok(io::empty())
        });
        let upload = Upload::new(vec![Part::File(file)]);
        let guard = upload.cancel_on_drop();
        let reading = tokio::spawn(upload.into_bytes());
        tokio::task::yield_now().await;
        drop(guard);
        let error = reading.await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "cannot read the file \"a\": the call was cancelled");
        drop(close);
    }
}
