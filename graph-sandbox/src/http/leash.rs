//! Connections that can be made to end early.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::{self, Sleep},
};

/// Limits how many more bytes a connection sends.
#[derive(Clone, Debug, Default)]
pub(super) struct Leash(Arc<Mutex<Left>>);

#[derive(Clone, Copy, Debug, Default)]
enum Left {
    #[default]
    All,
    /// This many bytes.
    Bytes(usize),
    /// The rest of the header, then `then` bytes. `seen` is how much of the header's end mark was sent.
    Head { seen: usize, then: usize },
}

/// The end of a header.
const END: &[u8; 4] = b"\r\n\r\n";

impl Leash {
    /// Cuts the next response after this many bytes, including its header.
    pub(super) fn cut_after(&self, bytes: usize) {
        self.set(Left::Bytes(bytes));
    }

    /// Cuts the next response after this many bytes of its body.
    pub(super) fn cut_in_body(&self, bytes: usize) {
        self.set(Left::Head { seen: 0, then: bytes });
    }

    fn set(&self, left: Left) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = left;
    }

    fn left(&self) -> Left {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Left {
    /// How many of these bytes may be sent.
    fn allowed(self, bytes: &[u8]) -> usize {
        match self {
            Self::All => bytes.len(),
            Self::Bytes(left) => left.min(bytes.len()),
            Self::Head { seen, then } => match end_of_head(seen, bytes) {
                (Some(end), _) => end.saturating_add(then).min(bytes.len()),
                (None, _) => bytes.len(),
            },
        }
    }

    /// The limit after these bytes were sent.
    fn after(self, bytes: &[u8]) -> Self {
        match self {
            Self::All => Self::All,
            Self::Bytes(left) => Self::Bytes(left.saturating_sub(bytes.len())),
            Self::Head { seen, then } => match end_of_head(seen, bytes) {
                (Some(end), _) => Self::Bytes(then.saturating_sub(bytes.len().saturating_sub(end))),
                (None, seen) => Self::Head { seen, then },
            },
        }
    }
}

/// Where the header ends, and how much of its end mark was seen.
fn end_of_head(mut seen: usize, bytes: &[u8]) -> (Option<usize>, usize) {
    for (at, byte) in bytes.iter().enumerate() {
        seen = match END.get(seen) {
            Some(wanted) if wanted == byte => seen + 1,
            _ => usize::from(*byte == b'\r'),
        };
        if seen == END.len() {
            return (Some(at + 1), seen);
        }
    }
    (None, seen)
}

/// A connection that stops sending when its leash ends.
#[derive(Debug)]
pub(super) struct Wire {
    stream: TcpStream,
    leash: Leash,
    idle_timeout: Duration,
    /// Runs while the client accepts no bytes.
    stalled: Option<Pin<Box<Sleep>>>,
}

/// How long to wait if the system has no resources for another connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Accepts the next connection. It fails if the client does not read what is sent for as long as the timeout.
pub(super) async fn accept(listener: &TcpListener, idle_timeout: Duration) -> (Wire, Leash) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Responses are small; Nagle's algorithm would delay them until the client acknowledges.
                let _ = stream.set_nodelay(true);
                let leash = Leash::default();
                return (Wire { stream, leash: leash.clone(), idle_timeout, stalled: None }, leash);
            }
            // The client gave up, or there are too many open files.
            Err(_) => time::sleep(PAUSE).await,
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let left = self.leash.left();
        let allowed = buf.get(..left.allowed(buf)).unwrap_or_default();
        if allowed.is_empty() && !buf.is_empty() {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        let written = Pin::new(&mut self.stream).poll_write(cx, allowed);
        match &written {
            Poll::Ready(Ok(count)) => {
                self.stalled = None;
                self.leash.set(left.after(allowed.get(..*count).unwrap_or_default()));
            }
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                let limit = self.idle_timeout;
                let stalled = self.stalled.get_or_insert_with(|| Box::pin(time::sleep(limit)));
                ready!(stalled.as_mut().poll(cx));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_after_the_given_bytes() {
        let check = |mut left: Left, writes: &[&[u8]], expected: &str| {
            let mut out = Vec::new();
            for bytes in writes {
                let allowed = &bytes[..left.allowed(bytes)];
                out.extend_from_slice(allowed);
                left = left.after(allowed);
            }
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        };
        let head = |then| Left::Head { seen: 0, then };
        check(Left::All, &[b"abc", b"def"], "abcdef");
        check(Left::Bytes(4), &[b"abc", b"def"], "abcd");
        check(Left::Bytes(0), &[b"abc"], "");
        check(head(2), &[b"a\r\nb\r\n\r\nxyz"], "a\r\nb\r\n\r\nxy");
        check(head(2), &[b"a\r\n", b"\r", b"\nx", b"yz"], "a\r\n\r\nxy");
        check(head(1), &[b"a\r\r\n\r\nxyz", b"z"], "a\r\r\n\r\nx");
        check(head(0), &[b"a\r\n\r\n", b"xyz"], "a\r\n\r\n");
    }
}
