//! Where the state of limits is kept: in memory, or by a store that several processes share.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::{Lane, LimitKey, Limiter};
use crate::send::{
    timer::{SystemTimer, Timer},
    transport::{BoxError, BoxFuture},
};

/// Keeps the state of rate limits for several clients, such as those of many processes with tokens of one app. Set with
/// [`GraphBuilder::limits`](crate::GraphBuilder::limits).
///
/// The state is small: for each limit a time (`next`) and a spacing, and for each lane (a token and a node) the limits
/// that its responses named. There are two operations, each of which must be atomic. All times that are passed are
/// relative, so that only the clock of the store matters.
///
/// **A turn**: let `now` be the time of the store. Look up `next` for each known limit of the turn and of its lane, and
/// for each rate. The turn is the latest of `now`, each limit's `next`, and each rate's `next` less its
/// [`tolerance`](RateTurn::tolerance). If it is more than [`longest_wait`](TurnRequest::longest_wait) away, change
/// nothing and return [`TooLate`](Turn::TooLate). Otherwise set each limit's `next` to the turn plus its spacing, and
/// each rate's `next` to the later of `next` and the turn, plus its spacing, and return [`After`](Turn::After).
///
/// **A report**: without a pace, forget the limit. Otherwise replace its spacing, and set its `next` to the later of
/// `next` and `now` plus the delay. If the report has a lane, add the limit to those of the lane.
///
/// A `next` in the past delays nothing, so a store may forget it, and also the limits of lanes without reports for some
/// hours. Use `Display` of the keys as their names. Each app needs its own store or prefix.
///
/// A response is returned only after its reports are recorded in the store. If the store fails, or takes longer than
/// two seconds or than the call has left, the call uses the limits that its own process knows. With the feature
/// `tracing`, this is an event; the reason is not included, so the store should log it.
///
/// `examples/shared_limits` keeps limits in Redis.
pub trait LimitStore: Send + Sync + 'static {
    /// Takes a turn for a call that is about to be sent.
    ///
    /// # Errors
    ///
    /// If the store cannot be reached.
    fn take_turn(&self, turn: TurnRequest) -> BoxFuture<Result<Turn, BoxError>>;

    /// Gives back a turn, because the call was dropped or ran out of time before it was sent. For each limit of the
    /// turn and of its lane, `next` becomes earlier by its spacing, but not earlier than reported; for each rate, by
    /// the spacing of the rate.
    ///
    /// Must not block: a store that needs the network does this later, or not at all.
    ///
    /// The default implementation does nothing: the turn passes unused.
    fn give_back(&self, turn: &TurnRequest) {
        let _ = turn;
    }

    /// Records what a response, or all responses in a batch, reported about limits. There is at least one report; of
    /// two reports on the same limit, the second is the newer one.
    ///
    /// # Errors
    ///
    /// If the store cannot be reached.
    fn record(&self, reports: Vec<Report>) -> BoxFuture<Result<(), BoxError>>;
}

impl<S: LimitStore + ?Sized> LimitStore for Arc<S> {
    fn take_turn(&self, turn: TurnRequest) -> BoxFuture<Result<Turn, BoxError>> {
        (**self).take_turn(turn)
    }

    fn give_back(&self, turn: &TurnRequest) {
        (**self).give_back(turn);
    }

    fn record(&self, reports: Vec<Report>) -> BoxFuture<Result<(), BoxError>> {
        (**self).record(reports)
    }
}

/// The turn that a call asks for before it is sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TurnRequest {
    /// The token and node of the call. The limits that were reported for them apply.
    pub lane: Lane,
    /// The limits that apply in addition.
    pub limits: Vec<LimitKey>,
    /// The rates that apply.
    pub rates: Vec<RateTurn>,
    /// The longest time that the call may wait: that of the [`Throttle`](crate::Throttle), or less if the call has less
    /// time left.
    pub longest_wait: Duration,
}

/// A rate that a call counts for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RateTurn {
    /// The key of the rate, including the recipient that it counts.
    pub key: LimitKey,
    /// The time between two calls.
    pub spacing: Duration,
    /// How far ahead of the even spacing calls may be.
    pub tolerance: Duration,
}

/// The response to a [`TurnRequest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The call may be sent after this time, which may be zero.
    After(Duration),
    /// The call would have to wait for this time, which exceeds its longest wait. It took no turn.
    TooLate(Duration),
}

/// What a response reported about a limit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The limit.
    pub key: LimitKey,
    /// The lane that the limit applies to; `None` if calls name the limit themselves.
    pub lane: Option<Lane>,
    /// How much to slow calls down; `None` if the limit is not near.
    pub pace: Option<Pace>,
}

/// How much a limit slows calls down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pace {
    /// The time between two calls.
    pub spacing: Duration,
    /// The time until the next call, at most one day.
    pub delay: Duration,
}

/// Limits in memory, shared by several [`Graph`](crate::Graph)s of one process. A single graph does not need this: it
/// keeps its own limits in the same way. Clones share the limits.
///
/// ```
/// use graph_client::{limits::MemoryLimits, Graph};
///
/// let limits = MemoryLimits::new();
/// let one = Graph::builder().limits(limits.clone()).build();
/// let other = Graph::builder().version("v24.0").limits(limits).build();
/// ```
#[derive(Clone)]
pub struct MemoryLimits {
    limiter: Arc<Mutex<Limiter>>,
    timer: Arc<dyn Timer>,
}

impl MemoryLimits {
    /// Creates an empty store.
    pub fn new() -> Self {
        Self::with_timer(SystemTimer::new())
    }

    /// Creates an empty store with your own clock, for tests.
    pub fn with_timer(timer: impl Timer) -> Self {
        Self { limiter: Arc::default(), timer: Arc::new(timer) }
    }
}

impl Default for MemoryLimits {
    fn default() -> Self {
        Self::new()
    }
}

impl LimitStore for MemoryLimits {
    fn take_turn(&self, turn: TurnRequest) -> BoxFuture<Result<Turn, BoxError>> {
        let mut limiter = self.limiter.lock().unwrap_or_else(PoisonError::into_inner);
        Box::pin(std::future::ready(Ok(limiter.take_turn(&turn, self.timer.now()))))
    }

    fn give_back(&self, turn: &TurnRequest) {
        self.limiter.lock().unwrap_or_else(PoisonError::into_inner).give_back(turn);
    }

    fn record(&self, reports: Vec<Report>) -> BoxFuture<Result<(), BoxError>> {
        self.limiter.lock().unwrap_or_else(PoisonError::into_inner).record(reports, self.timer.now());
        Box::pin(std::future::ready(Ok(())))
    }
}

impl fmt::Debug for MemoryLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryLimits")
    }
}
