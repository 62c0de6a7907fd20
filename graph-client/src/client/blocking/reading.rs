//! Downloads of a blocking client.

use std::{
    fmt,
    io::{self, Read},
};

use bytes::{Buf, Bytes};

use super::Blocking;
use crate::{client::Download as Async, error::Result, facts::Api, send::Incoming};

/// A download of a blocking client: see [`Download`](crate::Download). Created by [`Client::download`](super::Client::download).
#[must_use = "nothing is sent until it is opened"]
#[derive(Debug)]
pub struct Download {
    pub(super) blocking: Blocking,
    pub(super) download: Async,
}

impl Download {
    /// The maximum length of the file, in bytes; by default 128 MiB.
    pub fn limit(mut self, bytes: u64) -> Self {
        self.download = self.download.limit(bytes);
        self
    }

    /// Allows the hosts of another API instead of the hosts of the client's API.
    pub fn of(mut self, api: &'static Api) -> Self {
        self.download = self.download.of(api);
        self
    }

    /// Reads the whole file into memory: see [`Download::bytes`](crate::Download::bytes).
    pub fn bytes(self) -> Result<Bytes> {
        self.blocking.wait(self.download.bytes())?
    }

    /// Opens the file, to read it as it arrives: see [`Download::open`](crate::Download::open).
    pub fn open(self) -> Result<Reading> {
        let incoming = self.blocking.wait(self.download.open())??;
        Ok(Reading { blocking: self.blocking, incoming: Some(incoming), chunk: Bytes::new() })
    }
}

/// A download in progress, as a [`Read`]: `std::io::copy(&mut reading, &mut file)`. If the download fails, the
/// [`io::Error`] wraps the [`Error`](crate::Error).
pub struct Reading {
    blocking: Blocking,
    /// `None` after an error.
    incoming: Option<Incoming>,
    chunk: Bytes,
}

impl Reading {
    /// The content type, length and file name of the response; `None` after an error.
    pub fn head(&self) -> Option<&Incoming> {
        self.incoming.as_ref()
    }
}

impl Read for Reading {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() {
            let Some(mut incoming) = self.incoming.take() else { return Ok(0) };
            let next = self.blocking.wait(async move {
                let chunk = incoming.next().await;
                (incoming, chunk)
            });
            let (incoming, chunk) = next.map_err(io::Error::other)?;
            match chunk {
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(error)) => return Err(io::Error::other(error)),
                None => {
                    self.incoming = Some(incoming);
                    return Ok(0);
                }
            }
            self.incoming = Some(incoming);
        }
        let count = buffer.len().min(self.chunk.len());
        if let Some(buffer) = buffer.get_mut(..count) {
            self.chunk.copy_to_slice(buffer);
        }
        Ok(count)
    }
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("head", &self.incoming).finish_non_exhaustive()
    }
}
