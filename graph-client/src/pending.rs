//! A call on its way, and what can be said for it alone.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use crate::{error::Result, execute::Options, retry::RetryPolicy, transport::BoxFuture};

/// A call on its way: a future. Nothing is sent before it is awaited; dropping it gives the call up.
///
/// ```no_run
/// # use std::time::Duration;
/// # use graph_client::{api::user, *};
/// # async fn f(me: Client<UserToken>) -> Result<()> {
/// me.send(user::me().scores().create(5)).timeout(Duration::from_secs(3)).no_retry().await?;
/// # Ok(()) }
/// ```
#[must_use = "nothing is sent until it is awaited"]
pub struct Pending<A> {
    state: State<A>,
}

type Start<A> = Box<dyn FnOnce(Options) -> BoxFuture<Result<A>> + Send>;

enum State<A> {
    New(Start<A>, Options),
    Running(BoxFuture<Result<A>>),
    Starting,
}

impl<A> Pending<A> {
    pub(crate) fn new(start: impl FnOnce(Options) -> BoxFuture<Result<A>> + Send + 'static) -> Self {
        Self { state: State::New(Box::new(start), Options::default()) }
    }

    /// Gives the call up after this time, all its attempts and waits together. The default is none for the
    /// call, and a minute for each attempt that sends no file piece by piece.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|options| options.timeout = Some(timeout))
    }

    /// Repeats this call by a policy of its own.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with(|options| options.retry = Some(policy))
    }

    /// Does not repeat this call.
    pub fn no_retry(self) -> Self {
        self.retry(RetryPolicy::never())
    }

    /// Says that sending this call twice does no harm, so that it may be repeated although it may have
    /// happened. Without it, calls that create or change something are repeated only where they surely did
    /// not happen.
    pub fn idempotent(self) -> Self {
        self.with(|options| options.idempotent = true)
    }

    pub(crate) fn with(mut self, set: impl FnOnce(&mut Options)) -> Self {
        if let State::New(_, options) = &mut self.state {
            set(options);
        }
        self
    }
}

impl<A> Future for Pending<A> {
    type Output = Result<A>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let State::New(..) = &self.state
            && let State::New(start, options) = std::mem::replace(&mut self.state, State::Starting)
        {
            self.state = State::Running(start(options));
        }
        match &mut self.state {
            State::Running(call) => call.as_mut().poll(context),
            // Only while `start` runs, or after it panicked: there is nothing to wait for.
            State::New(..) | State::Starting => Poll::Pending,
        }
    }
}

impl<A> fmt::Debug for Pending<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").finish_non_exhaustive()
    }
}
