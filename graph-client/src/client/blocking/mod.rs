//! A blocking client, for programs that are not async.
//!
//! ```no_run
//! use graph_client::{api::user, blocking::Blocking, *};
//!
//! # #[derive(Debug, Clone, Fields)] #[graph(node = user)] struct Profile { id: user::Id, first_name: String }
//! # fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
//! let blocking = Blocking::new()?;
//! let me = blocking.client(Graph::new().with(UserToken::new("a person's access token")));
//!
//! println!("Hello, {}!", me.get::<Profile>(user::me())?.first_name);
//! for friend in me.items(user::me().friends()) {
//!     println!("{:?}", friend?.name);
//! }
//! // With settings for this call:
//! me.wait(me.send_later(user::me().scores().create(5)).no_retry())?;
//! # Ok(()) }
//! ```

mod reading;

use std::{
    fmt,
    future::{Future, IntoFuture},
    io,
    sync::{Arc, mpsc},
    thread::{self, ThreadId},
};

use tokio::{
    runtime::{Builder, Handle},
    sync::oneshot,
};

pub use reading::{Download, Reading};

use super::{Batch, Client as Async, Items, Pages, Pending, Uploaded};
use crate::{
    answer::{Answer, Fields, Page},
    call::{AvailabilityOf, Listing, SelectsOf, Sendable},
    error::{Error, ErrorKind, Result},
    facts::{HasJob, TokenKind},
    value::File,
};

/// The thread that runs the calls of blocking clients. It ends when the last of its clients is dropped. One
/// per process is enough.
#[derive(Clone)]
pub struct Blocking {
    handle: Handle,
    thread: ThreadId,
    /// The thread ends when this is dropped.
    _running: Arc<oneshot::Sender<()>>,
}

impl Blocking {
    /// Starts the thread.
    ///
    /// # Errors
    ///
    /// If the system cannot start a thread.
    pub fn new() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (running, stopped) = oneshot::channel();
        let run = move || runtime.block_on(async { drop(stopped.await) });
        let thread = thread::Builder::new().name("graph-client".to_owned()).spawn(run)?.thread().id();
        Ok(Self { handle, thread, _running: Arc::new(running) })
    }

    /// A blocking client with the token and settings of an async one.
    pub fn client<K, S>(&self, client: Async<K, S>) -> Client<K, S> {
        Client { blocking: self.clone(), client }
    }

    /// Runs a future on the thread and blocks until it completes. Also works inside an async runtime, but blocks its
    /// thread.
    fn wait<A: Send + 'static>(&self, future: impl Future<Output = A> + Send + 'static) -> Result<A> {
        if thread::current().id() == self.thread {
            let message = "a callback of this client cannot make a blocking call: it runs on the thread that all calls \
                           wait for; pass the work to another thread";
            return Err(Error::new(ErrorKind::Request, message));
        }
        let (sender, receiver) = mpsc::sync_channel(1);
        self.handle.spawn(async move {
            // Fails only if the waiting thread has ended.
            let _ = sender.send(future.await);
        });
        let aborted = "a callback panicked, so the call was aborted";
        receiver.recv().map_err(|_| Error::new(ErrorKind::Request, aborted))
    }
}

impl fmt::Debug for Blocking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Blocking")
    }
}

/// A [`Client`](crate::Client) whose methods block until the call completes. Created by [`Blocking::client`].
pub struct Client<K, S = crate::Unchecked> {
    blocking: Blocking,
    client: Async<K, S>,
}

impl<K: TokenKind, S> Client<K, S> {
    /// Reads the fields of `F` of a node: see [`Client::get`](crate::Client::get).
    pub fn get<F: Fields>(&self, of: impl SelectsOf<F, K, S, AvailabilityOf<F>>) -> Result<Answer<F>> {
        self.wait(self.client.get::<F>(of))
    }

    /// Sends an operation: see [`Client::send`](crate::Client::send).
    pub fn send<C: Sendable<K, S>>(&self, call: C) -> Result<C::Output> {
        self.wait(self.client.send(call))
    }

    /// A call that is not sent yet. Change its settings and pass it to [`wait`](Self::wait).
    pub fn send_later<C: Sendable<K, S>>(&self, call: C) -> Pending<C::Output> {
        self.client.send(call)
    }

    /// Reads one page of a list: see [`Client::page`](crate::Client::page).
    pub fn page<L: Listing<K, S>>(&self, list: L) -> Result<Page<L::Item>> {
        self.wait(self.client.page(list))
    }

    /// Reads all pages of a list, each when the iterator reaches it: see
    /// [`Client::pages`](crate::Client::pages).
    pub fn pages<L: Listing<K, S>>(
        &self,
        list: L,
    ) -> impl Iterator<Item = Result<Page<L::Item>>> + use<L, K, S> {
        let (blocking, mut pages) = (self.blocking.clone(), Some(self.client.pages(list)));
        std::iter::from_fn(move || {
            let mut stream: Pages<L::Item> = pages.take()?;
            let (rest, page) = blocking
                .wait(async move {
                    let page = stream.try_next().await;
                    (Some(stream), page)
                })
                .unwrap_or_else(|error| (None, Err(error)));
            pages = rest;
            page.transpose()
        })
    }

    /// Reads all items of a list, page by page: see [`Client::items`](crate::Client::items).
    pub fn items<L: Listing<K, S>>(&self, list: L) -> impl Iterator<Item = Result<L::Item>> + use<L, K, S> {
        let (blocking, mut items) = (self.blocking.clone(), Some(self.client.items(list)));
        std::iter::from_fn(move || {
            let mut stream: Items<L::Item> = items.take()?;
            if let Some(item) = stream.take_buffered() {
                items = Some(stream);
                return Some(Ok(item));
            }
            let (rest, item) = blocking
                .wait(async move {
                    let item = stream.try_next().await;
                    (Some(stream), item)
                })
                .unwrap_or_else(|error| (None, Err(error)));
            items = rest;
            item.transpose()
        })
    }

    /// Sends several calls in one request: see [`Client::batch`](crate::Client::batch).
    pub fn batch<B: Batch<K, S>>(&self, calls: B) -> Result<B::Output>
    where
        B::Output: Send + 'static,
    {
        self.wait(self.client.batch(calls))
    }

    /// Waits until the platform has finished a node: see [`Client::wait_for`](crate::Client::wait_for).
    pub fn wait_for<F: Fields>(&self, of: impl SelectsOf<F, K, S, AvailabilityOf<F>>) -> Result<Answer<F>>
    where
        F::Node: HasJob,
    {
        self.wait(self.client.wait_for::<F>(of))
    }

    /// Downloads a file from a URL: see [`Client::download`](crate::Client::download).
    ///
    /// ```no_run
    /// # use graph_client::{blocking, UserToken};
    /// # fn f(me: blocking::Client<UserToken>, url: &str) -> Result<(), Box<dyn std::error::Error>> {
    /// let mut photo = me.download(url).limit(16 << 20).open()?;
    /// std::io::copy(&mut photo, &mut std::fs::File::create("photo.jpg")?)?;
    /// # Ok(()) }
    /// ```
    pub fn download(&self, url: impl Into<String>) -> Download {
        Download { blocking: self.blocking.clone(), download: self.client.download(url) }
    }

    /// Uploads a file to a URL: see [`Client::upload_to`](crate::Client::upload_to).
    pub fn upload_to(&self, address: impl Into<String>, file: File) -> Result<Uploaded> {
        self.wait(self.client.upload_to(address, file))
    }

    /// Blocks until a call completes. Get the call from [`send_later`](Self::send_later), or from the async client
    /// ([`inner`](Self::inner)).
    pub fn wait<A: Send + 'static, C>(&self, call: C) -> Result<A>
    where
        C: IntoFuture<Output = Result<A>, IntoFuture: Send + 'static>,
    {
        self.blocking.wait(call.into_future())?
    }

    /// The async client.
    pub fn inner(&self) -> &Async<K, S> {
        &self.client
    }
}

impl<K: fmt::Debug, S> fmt::Debug for Client<K, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}
