//! A call with its settings, as a future.

use std::{
    fmt,
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use crate::{
    answer::{ETag, IfChanged},
    call::Awaited,
    error::Result,
    send::{Settings, Validator, call_settings, transport::BoxFuture},
};

/// A call with its settings: a future. Nothing is sent until it is awaited. Dropping it cancels the call.
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
    /// Holds no value. It is named in compiler messages when a field of the result is accessed without `.await`.
    pub r#await: (),
    state: State<A>,
}

type Start<A> = Box<dyn FnOnce(Settings) -> BoxFuture<Result<A>> + Send>;

enum State<A> {
    New(Start<A>, Settings),
    Running(BoxFuture<Result<A>>),
    Starting,
}

impl<A> Pending<A> {
    pub(crate) fn new(start: impl FnOnce(Settings) -> BoxFuture<Result<A>> + Send + 'static) -> Self {
        Self { r#await: (), state: State::New(Box::new(start), Settings::default()) }
    }

    call_settings!(
        "Cancels the call after `timeout`, including all attempts and waits. By default, only each attempt has a time \
         limit: see [`GraphBuilder::timeout`](crate::GraphBuilder::timeout).",
        idempotent
    );

    /// Returns the response only if it changed since the one with this [`ETag`] (`If-None-Match`). Pass `None` the
    /// first time, to get a tag.
    ///
    /// An unchanged response has no body to transfer and decode, but still counts toward the rate limits. A tag is
    /// valid only for the same call with the same token: the same node, fields, parameters and version.
    ///
    /// This works for reads that take a single request: a node, a page, a GET operation. Anything else, such as a write
    /// or a batch as a whole, is always [`Changed`](IfChanged::Changed), without a tag. For a call in a batch see
    /// [`Prepared::if_changed`](crate::Prepared::if_changed).
    ///
    /// ```no_run
    /// # use graph_client::{api::user, *};
    /// # #[derive(Debug, Clone, Fields)] #[graph(node = user)] struct Profile { id: user::Id, first_name: String }
    /// # async fn f(me: Client<UserToken>) -> Result<()> {
    /// let mut kept = None;
    /// for _ in 0..10 {
    ///     match me.get::<Profile>(user::me()).if_changed(kept.clone()).await? {
    ///         IfChanged::Changed { value, tag } => {
    ///             println!("now {}", value.first_name);
    ///             kept = tag;
    ///         }
    ///         IfChanged::NotModified => {}
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub fn if_changed(self, known: impl Into<Option<ETag>>) -> Pending<IfChanged<A>>
    where
        A: Send + 'static,
    {
        let validator = Arc::new(Validator::new(known.into()));
        let given = match &self.state {
            State::New(_, given) => given.clone(),
            State::Running(_) | State::Starting => Settings::default(),
        };
        let pending = Pending::new(move |settings| {
            let call = self.set(|own| *own = Settings { validator: Some(validator.clone()), ..settings });
            Box::pin(async move { validator.judge(call.await) })
        });
        pending.set(|settings| *settings = given)
    }

    pub(crate) fn set(mut self, set: impl FnOnce(&mut Settings)) -> Self {
        if let State::New(_, settings) = &mut self.state {
            set(settings);
        }
        self
    }
}

impl<A> Future for Pending<A> {
    type Output = Result<A>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if let State::New(..) = &self.state
            && let State::New(start, settings) = std::mem::replace(&mut self.state, State::Starting)
        {
            self.state = State::Running(start(settings));
        }
        match &mut self.state {
            State::Running(call) => call.as_mut().poll(context),
            // Only after `start` panicked: there is nothing to wait for.
            State::New(..) | State::Starting => Poll::Pending,
        }
    }
}

/// Only a result can be shown, and a call has none before it is awaited.
impl<A: Awaited> fmt::Debug for Pending<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").finish_non_exhaustive()
    }
}
