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
/// What is to be kept is little: for each limit a moment and a spacing, and for each lane, which is a token with a node,
/// the limits that its responses named. All decisions are made in two steps, each of which must be atomic. All times are
/// relative, so that only the clock of the store counts.
///
/// **A turn**: let `now` be the time of the store, and `next` the moment of each limit of the turn and of its lane that the
/// store knows, and of each rate. The turn is the latest of `now`, each limit's `next`, and each rate's `next` less its
/// [`tolerance`](RateTurn::tolerance). If it is more than [`longest_wait`](TurnRequest::longest_wait) away, nothing changes,
/// and the answer is [`TooLate`](Turn::TooLate). Else each limit's `next` becomes the turn plus its spacing, each rate's
/// `next` the later of `next` and the turn, plus its spacing, and the answer is [`After`](Turn::After).
///
/// **A report**: without a pace, the limit is forgotten. Else its spacing is replaced, and its `next` becomes the later of
/// `next` and now plus the delay. If the report has a lane, the limit becomes one of the lane's.
///
/// A moment that is past delays nothing, so a store may forget it, and the limits of lanes that nothing was reported of for
/// some hours. The keys have names in `Display`. Each app needs a store, or a prefix, of its own.
///
/// A response is returned when the store knows what it said. If a store fails or takes longer than two seconds, or than the
/// call has time, the call keeps to what its own process knows. With the feature
/// `tracing` that is an event; why it failed is for the store to log.
///
/// `examples/shared_limits` keeps limits in Redis.
pub trait LimitStore: Send + Sync + 'static {
    /// Takes a turn for a call that is about to be sent.
    ///
    /// # Errors
    ///
    /// If the store cannot be reached.
    fn take_turn(&self, turn: TurnRequest) -> BoxFuture<Result<Turn, BoxError>>;

    /// Takes back a turn: the call was dropped, or ran out of time, before it was sent. Must not block; a store that needs
    /// the network does it later, or not at all. For each limit of the turn and of its lane, `next` becomes earlier by its
    /// spacing, but not earlier than what was reported; for each rate, by the spacing of the rate.
    ///
    /// By default, nothing: the turn passes unused.
    fn give_back(&self, turn: &TurnRequest) {
        let _ = turn;
    }

    /// Records what a response said of limits, or all responses in a batch. There is at least one report; of two for the
    /// same limit, the second one is later.
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

/// What a call asks for before it is sent.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TurnRequest {
    /// Its token and node. The limits that were reported for these apply.
    pub lane: Lane,
    /// The limits that apply besides.
    pub limits: Vec<LimitKey>,
    /// The rates that apply.
    pub rates: Vec<RateTurn>,
    /// The longest that the call would wait: that of the [`Throttle`](crate::Throttle), or less if the call has less time.
    pub longest_wait: Duration,
}

/// A rate that a call counts for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RateTurn {
    /// The rate, and what it counts.
    pub key: LimitKey,
    /// The time between two calls.
    pub spacing: Duration,
    /// How far ahead of the even spacing calls may be.
    pub tolerance: Duration,
}

/// The answer to a [`TurnRequest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The call has a turn after this time, which may be zero.
    After(Duration),
    /// The call would have to wait for this time, which is longer than it would. It took no turn.
    TooLate(Duration),
}

/// What a response said of a limit.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// The limit.
    pub key: LimitKey,
    /// The lane that the limit is one of, if it is not named by every call.
    pub lane: Option<Lane>,
    /// How calls are slowed down; `None` if the limit is not near.
    pub pace: Option<Pace>,
}

/// How a limit slows calls down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pace {
    /// The time between two calls.
    pub spacing: Duration,
    /// The time until the next call. At most a day.
    pub delay: Duration,
}

/// Limits in memory, for several [`Graph`](crate::Graph)s of one process. A single graph needs none: it keeps its limits in
/// the same way. Clones share the limits.
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
    /// Without any limits yet.
    pub fn new() -> Self {
        Self::with_timer(SystemTimer::new())
    }

    /// With a clock of your own, for tests.
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
