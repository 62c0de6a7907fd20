//! Forms that are sent piece by piece: files that need not fit into memory.

use std::{
    collections::VecDeque,
    fmt,
    io::{self, Read},
    pin::Pin,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    thread,
};

use bytes::Bytes;
use futures_core::Stream;

use crate::value::{Content, File, Progress};

/// What is read at once.
const PIECE: usize = 64 << 10;
/// So many pieces are read ahead.
const AHEAD: usize = 4;

/// The body of a request with files, piece by piece: a [`Stream`] that reads ahead by a quarter of a MiB at most.
pub struct Upload {
    parts: VecDeque<Part>,
    length: u64,
    now: Option<Now>,
    gate: Arc<Gate>,
}

/// Whether anybody still wants the pieces. A connection whose other end reads nothing keeps its body for as long
/// as it stands; the file is let go of at once.
#[derive(Default)]
struct Gate(Mutex<(bool, Option<Arc<Queue>>)>);

/// Ends the reading when it is dropped.
pub(crate) struct Wanted(Arc<Gate>);

impl Drop for Wanted {
    fn drop(&mut self) {
        let mut gate = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        gate.0 = true;
        gate.1.take().iter().for_each(|queue| queue.give_up());
    }
}

pub(crate) enum Part {
    Bytes(Bytes),
    File(File),
}

impl Part {
    fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(file) => file.length(),
        }
    }
}

/// The file that is being sent.
struct Now {
    name: String,
    pieces: Pieces,
    sent: u64,
    length: u64,
    progress: Option<Arc<Progress>>,
}

enum Pieces {
    Bytes(Bytes),
    Read(Arc<Queue>),
}

impl Upload {
    pub(crate) fn new(parts: Vec<Part>) -> Self {
        let length = parts.iter().map(Part::length).sum();
        Self { parts: parts.into(), length, now: None, gate: Arc::default() }
    }

    /// Files are read for as long as this is held.
    pub(crate) fn wanted(&self) -> Wanted {
        Wanted(self.gate.clone())
    }

    /// How many bytes it has in all.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// All of it in memory, for a transport that knows nothing else.
    pub async fn into_bytes(mut self) -> io::Result<Bytes> {
        let mut all = Vec::new();
        while let Some(piece) = std::future::poll_fn(|context| Pin::new(&mut self).poll_next(context)).await {
            all.extend_from_slice(&piece?);
        }
        Ok(all.into())
    }
}

impl Stream for Upload {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(now) = &mut self.now {
                match now.poll(context) {
                    Poll::Ready(Some(piece)) => return Poll::Ready(Some(piece)),
                    Poll::Ready(None) => self.now = None,
                    Poll::Pending => return Poll::Pending,
                }
            }
            match self.parts.pop_front() {
                Some(Part::Bytes(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Some(Part::File(file)) => {
                    let now = Now::new(&file);
                    if let Pieces::Read(queue) = &now.pieces {
                        let mut gate = self.gate.0.lock().unwrap_or_else(PoisonError::into_inner);
                        if gate.0 {
                            queue.give_up();
                        }
                        gate.1 = Some(queue.clone());
                    }
                    self.now = Some(now);
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Upload({} bytes)", self.length)
    }
}

impl Now {
    fn new(file: &File) -> Self {
        let pieces = match file.content() {
            Content::Bytes(bytes) => Pieces::Bytes(bytes.clone()),
            Content::Source { open, .. } => {
                let (queue, open) = (Arc::new(Queue::default()), open.clone());
                let fill = queue.clone();
                let read = move || match open() {
                    Ok(reader) => fill.fill(reader),
                    Err(error) => fill.end(Some(error)),
                };
                if let Err(error) = thread::Builder::new().name("graph-client file".to_owned()).spawn(read) {
                    queue.end(Some(error));
                }
                Pieces::Read(queue)
            }
        };
        let (name, length) = (file.name().to_owned(), file.length());
        Self { name, pieces, sent: 0, length, progress: file.progress().cloned() }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let piece = match &mut self.pieces {
            Pieces::Bytes(bytes) => (!bytes.is_empty()).then(|| Ok(bytes.split_to(bytes.len().min(PIECE)))),
            Pieces::Read(queue) => match queue.poll(context) {
                Poll::Ready(piece) => piece,
                Poll::Pending => return Poll::Pending,
            },
        };
        let wrong = |what: String| Poll::Ready(Some(Err(io::Error::other(what))));
        match piece {
            Some(Ok(piece)) => {
                self.sent += piece.len() as u64;
                if self.sent > self.length {
                    return wrong(format!(
                        "the file {:?} has more than the {} bytes it said",
                        self.name, self.length
                    ));
                }
                if let Some(progress) = &self.progress {
                    progress(self.sent, self.length);
                }
                Poll::Ready(Some(Ok(piece)))
            }
            Some(Err(error)) => wrong(format!("the file {:?} cannot be read: {error}", self.name)),
            None if self.sent < self.length => wrong(format!(
                "the file {:?} has {} bytes, and not the {} it said",
                self.name, self.sent, self.length
            )),
            None => Poll::Ready(None),
        }
    }
}

impl Drop for Now {
    fn drop(&mut self) {
        if let Pieces::Read(queue) = &self.pieces {
            queue.give_up();
        }
    }
}

/// Pieces between the thread that reads and the connection that sends.
#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    room: Condvar,
}

#[derive(Default)]
struct State {
    pieces: VecDeque<io::Result<Bytes>>,
    over: bool,
    given_up: bool,
    waker: Option<Waker>,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn give_up(&self) {
        self.lock().given_up = true;
        self.room.notify_all();
    }

    /// Reads to the end, or until nobody wants more.
    fn fill(&self, mut reader: Box<dyn Read + Send>) {
        loop {
            let mut piece = vec![0; PIECE];
            let read = match reader.read(&mut piece) {
                Ok(0) => return self.end(None),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return self.end(Some(error)),
            };
            piece.truncate(read);
            let mut state = self.lock();
            while state.pieces.len() >= AHEAD && !state.given_up {
                state = self.room.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            if state.given_up {
                return;
            }
            state.pieces.push_back(Ok(piece.into()));
            if let Some(waker) = state.waker.take() {
                drop(state);
                waker.wake();
            }
        }
    }

    fn end(&self, error: Option<io::Error>) {
        let mut state = self.lock();
        state.over = true;
        state.pieces.extend(error.map(Err));
        if let Some(waker) = state.waker.take() {
            drop(state);
            waker.wake();
        }
    }

    fn poll(&self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let mut state = self.lock();
        if let Some(piece) = state.pieces.pop_front() {
            drop(state);
            self.room.notify_all();
            return Poll::Ready(Some(piece));
        }
        if state.over {
            return Poll::Ready(None);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
