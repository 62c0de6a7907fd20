//! A download in progress.

use std::{
    fmt,
    future::poll_fn,
    io::Write,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, Method, header};

use super::{
    super::{
        Caller,
        transport::{BoxFuture, Chunks},
    },
    again::stands_still,
    file_name::file_name,
};
use crate::{
    error::{Error, ErrorKind, Result},
    request::Request,
};

/// A download in progress: a [`Stream`] of chunks. Dropping it closes the connection.
///
/// The stream ends after exactly the number of bytes that the server announced. It ends with an error if the connection
/// is lost, if nothing arrives for the [idle timeout](crate::GraphBuilder::idle_timeout) while it is polled, if the
/// [timeout](crate::Download::timeout) elapses, or if the file exceeds the [limit](crate::Download::limit). The error
/// says how many bytes were read.
#[must_use = "nothing more is read until it is polled"]
pub struct Incoming {
    caller: Caller,
    headers: HeaderMap,
    /// A chunk that was read ahead.
    ahead: Option<Bytes>,
    /// `None` after the end and after an error.
    rest: Option<Chunks>,
    length: Option<u64>,
    read: u64,
    limit: u64,
    until: Option<Duration>,
    /// The deadline of the next chunk.
    sleep: Option<(Timeout, BoxFuture<()>)>,
}

#[derive(Clone, Copy)]
enum Timeout {
    Idle(Duration),
    Call,
}

impl Incoming {
    pub(super) fn new(
        caller: Caller,
        headers: HeaderMap,
        chunks: Chunks,
        limit: u64,
        until: Option<Duration>,
    ) -> Result<Self> {
        let length =
            headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        // The length of a compressed body is not that of the file.
        let length = length.filter(|_| !headers.contains_key(header::CONTENT_ENCODING));
        if let Some(length) = length.filter(|length| *length > limit) {
            let message = format!(
                "the file has {length} bytes, but the limit is {limit}; nothing was read; raise the limit with \
                 `Download::limit`"
            );
            return Err(Error::new(ErrorKind::Decode, message));
        }
        let (ahead, rest, sleep) = (None, Some(chunks), None);
        Ok(Self { caller, headers, ahead, rest, length, read: 0, limit, until, sleep })
    }

    /// Waits for the first chunk.
    pub(super) async fn look_ahead(&mut self) -> Result<()> {
        self.ahead = poll_fn(|context| self.poll_chunk(context)).await.transpose()?;
        Ok(())
    }

    /// The content type, such as `image/jpeg`, if the server sent it.
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// The length of the file in bytes, if the server sent it.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The name of the file, if the server sent it. It is never a path, so it is safe to use in a folder of your own;
    /// whether such a file already exists there is not checked.
    pub fn file_name(&self) -> Option<String> {
        file_name(self.headers.get(header::CONTENT_DISPOSITION)?.as_bytes())
    }

    /// The next chunk; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Writes the rest of the file to a writer, such as a [`std::fs::File`], and returns the number of bytes written.
    ///
    /// # Errors
    ///
    /// If the download or the writer fails. Bytes that were already written are not removed.
    pub async fn write_to(mut self, mut writer: impl Write + Send) -> Result<u64> {
        let mut written = 0;
        while let Some(chunk) = self.next().await {
            let chunk = chunk?;
            writer.write_all(&chunk).map_err(|error| self.cannot_write(&error))?;
            written += chunk.len() as u64;
        }
        writer.flush().map_err(|error| self.cannot_write(&error))?;
        Ok(written)
    }

    /// Reads the rest of the file into memory.
    ///
    /// # Errors
    ///
    /// If the download fails.
    pub async fn bytes(&mut self) -> Result<Bytes> {
        let mut all = BytesMut::new();
        while let Some(chunk) = self.next().await {
            all.extend_from_slice(&chunk?);
        }
        Ok(all.freeze())
    }

    fn cannot_write(&self, error: &std::io::Error) -> Error {
        let message = format!("cannot write the file: {error}; {} bytes were read", self.read);
        Error::new(ErrorKind::Request, message)
    }

    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        let Some(rest) = &mut self.rest else { return Poll::Ready(None) };
        let chunk = match Pin::new(rest).poll_next(context) {
            Poll::Ready(chunk) => chunk,
            Poll::Pending => {
                let timeout = ready!(self.poll_timeout(context));
                return Poll::Ready(Some(Err(self.fails(match timeout {
                    Timeout::Idle(idle) => stands_still(idle),
                    Timeout::Call => Error::new(ErrorKind::Timeout, "timed out during the download"),
                }))));
            }
        };
        self.sleep = None;
        Poll::Ready(match chunk {
            Some(Ok(chunk)) => {
                let read = self.read.saturating_add(chunk.len() as u64);
                if read > self.limit {
                    let message = format!(
                        "the file is longer than the limit of {} bytes; raise it with `Download::limit`",
                        self.limit
                    );
                    return Poll::Ready(Some(Err(self.fails(Error::new(ErrorKind::Decode, message)))));
                }
                self.read = read;
                Some(Ok(chunk))
            }
            Some(Err(error)) => {
                let retryable = !error.is_unusable();
                Some(Err(self.fails(error.into_error().retryable_if(retryable))))
            }
            None => {
                self.rest = None;
                match self.length {
                    Some(length) if length != self.read => {
                        let error = Error::new(
                            ErrorKind::Network,
                            "the connection was closed before the end of the file",
                        );
                        Some(Err(self.fails(error.retryable())))
                    }
                    _ => None,
                }
            }
        })
    }

    /// Ready at the deadline of the next chunk.
    fn poll_timeout(&mut self, context: &mut Context<'_>) -> Poll<Timeout> {
        let shared = &self.caller.shared;
        if self.sleep.is_none() {
            let left = self.until.map(|until| until.saturating_sub(shared.timer.now()));
            let idle = shared.idle_timeout.filter(|idle| left.is_none_or(|left| *idle < left));
            let timeout = idle.map(|idle| (Timeout::Idle(idle), idle));
            let Some((timeout, time)) = timeout.or(left.map(|left| (Timeout::Call, left))) else {
                return Poll::Pending;
            };
            self.sleep = Some((timeout, shared.timer.sleep(time)));
        }
        match &mut self.sleep {
            Some((timeout, sleep)) => sleep.as_mut().poll(context).map(|()| *timeout),
            None => Poll::Pending,
        }
    }

    /// Ends with an error, which says how much was read.
    fn fails(&mut self, error: Error) -> Error {
        self.rest = None;
        let read = match self.length {
            Some(length) => format!("{} of {length} bytes were read", self.read),
            None => format!("{} bytes were read", self.read),
        };
        let request = Request::raw(self.caller.shared.api, Method::GET, "");
        self.caller.finished(error.noting(&read), &request, 1)
    }
}

impl Stream for Incoming {
    type Item = Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.ahead.take() {
            Some(chunk) => Poll::Ready(Some(Ok(chunk))),
            None => self.poll_chunk(context),
        }
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("content_type", &self.content_type())
            .field("length", &self.length)
            .field("read", &self.read)
            .finish_non_exhaustive()
    }
}
