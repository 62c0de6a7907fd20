//! Reading a file ahead, on a thread of its own.

use std::{
    collections::VecDeque,
    io::{self, Read},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use bytes::Bytes;

/// The size of a chunk, in bytes.
pub(super) const CHUNK_SIZE: usize = 64 << 10;
/// The maximum number of chunks that are read ahead.
const MAX_CHUNKS_AHEAD: usize = 4;

/// The chunks between the thread that reads the file and the connection that sends it.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    room: Condvar,
}

#[derive(Default)]
struct State {
    chunks: VecDeque<io::Result<Bytes>>,
    finished: bool,
    cancelled: bool,
    waker: Option<Waker>,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Stops reading. A connection that still waits for a chunk gets an error, so that it ends even if the reader does
    /// not return.
    pub(super) fn cancel(&self) {
        let mut state = self.lock();
        state.cancelled = true;
        if !state.finished {
            state.finished = true;
            state.chunks.clear();
            state.chunks.push_back(Err(io::Error::other("the call was cancelled")));
        }
        let waker = state.waker.take();
        drop(state);
        self.room.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Reads to the end, to an error, or until cancelled. Whatever the reader does, the queue has an end.
    pub(super) fn read_from(&self, open: &dyn Fn() -> io::Result<Box<dyn Read + Send>>) {
        let read = || -> io::Result<()> {
            let mut reader = open()?;
            self.read_all(&mut *reader)?;
            // Before the reader is closed: what happens then changes nothing.
            self.finish(None);
            Ok(())
        };
        self.finish(unless_panicked("the reader", read).and_then(|read| read).err());
    }

    fn read_all(&self, reader: &mut dyn Read) -> io::Result<()> {
        loop {
            let mut chunk = vec![0; CHUNK_SIZE];
            match reader.read(&mut chunk) {
                Ok(0) => return Ok(()),
                Ok(read) => chunk.truncate(read),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => chunk.clear(),
                Err(error) => return Err(error),
            }
            let mut state = self.lock();
            while state.chunks.len() >= MAX_CHUNKS_AHEAD && !state.cancelled {
                state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if state.cancelled {
                return Ok(());
            }
            if chunk.is_empty() {
                continue;
            }
            state.chunks.push_back(Ok(chunk.into()));
            if let Some(waker) = state.waker.take() {
                drop(state);
                waker.wake();
            }
        }
    }

    /// Ends the queue. Only the first call has an effect.
    pub(super) fn finish(&self, error: Option<io::Error>) {
        let mut state = self.lock();
        if state.finished {
            return;
        }
        state.finished = true;
        state.chunks.extend(error.map(Err));
        if let Some(waker) = state.waker.take() {
            drop(state);
            waker.wake();
        }
    }

    pub(super) fn poll(&self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let mut state = self.lock();
        if let Some(chunk) = state.chunks.pop_front() {
            drop(state);
            self.room.notify_all();
            return Poll::Ready(Some(chunk));
        }
        if state.finished {
            return Poll::Ready(None);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

/// Calls code of the user. A panic becomes an error, instead of ending the thread or connection that it occurs on.
pub(super) fn unless_panicked<T>(what: &str, run: impl FnOnce() -> T) -> io::Result<T> {
    // State that the code left inconsistent is not used again.
    catch_unwind(AssertUnwindSafe(run)).map_err(|payload| {
        let text = payload.downcast_ref::<&str>().copied();
        let reason = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let error = match reason {
            Some(reason) => io::Error::other(format!("{what} panicked: {reason}")),
            None => io::Error::other(format!("{what} panicked")),
        };
        // Its destructor may panic, too.
        std::mem::forget(payload);
        error
    })
}
