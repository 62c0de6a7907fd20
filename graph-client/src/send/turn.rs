//! Rate limits around a call: waiting for its turn, and recording what the response says about usage.

use std::{
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::{
    Caller, Usage,
    limits::{Lane, LimitStore, Limiter, Throttle, Turn},
    timer::with_timeout,
    transport::{BoxError, BoxFuture},
};
use crate::{
    error::{Error, ErrorKind, Result},
    request::Request,
    send::limits::{Report, TurnRequest},
};

/// How long a shared store of limits may take.
const STORE_TIMEOUT: Duration = Duration::from_secs(2);

/// The time that a call would have to wait, which exceeds its longest wait.
struct TooLate(Duration);

/// A turn that is not now. Given back if the call is dropped, or fails, before it is sent.
struct TakenTurn<'a> {
    wait: Duration,
    ask: TurnRequest,
    keeper: Keeper<'a>,
    is_used: bool,
}

/// The owner of the state that a turn was taken from.
enum Keeper<'a> {
    Process(&'a Mutex<Limiter>),
    Store(&'a dyn LimitStore),
}

impl<'a> TakenTurn<'a> {
    /// `None` if it is now.
    fn of(turn: Turn, ask: TurnRequest, keeper: Keeper<'a>) -> Result<Option<Self>, TooLate> {
        match turn {
            Turn::After(Duration::ZERO) => Ok(None),
            Turn::After(wait) => Ok(Some(Self { wait, ask, keeper, is_used: false })),
            Turn::TooLate(wait) => Err(TooLate(wait)),
        }
    }
}

impl Drop for TakenTurn<'_> {
    fn drop(&mut self) {
        if self.is_used {
            return;
        }
        match self.keeper {
            Keeper::Process(limiter) => {
                limiter.lock().unwrap_or_else(PoisonError::into_inner).give_back(&self.ask);
            }
            Keeper::Store(store) => store.give_back(&self.ask),
        }
    }
}

/// Whether a part of a path is a version, such as `v25.0`.
fn is_version(part: &str) -> bool {
    let digits = part.strip_prefix('v').unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// The error of a call that was not sent, since it would have to wait longer than the throttle, or the call itself, allows.
pub(crate) fn too_late(wait: Duration, throttle: &Throttle) -> Error {
    let seconds = wait.as_secs().saturating_add(1);
    let why = match wait > throttle.longest() {
        true => {
            format!("calls wait for at most {} (`Throttle::longest_wait`)", seconds_of(throttle.longest()))
        }
        false => "the call has less time".to_owned(),
    };
    let message = format!("not sent: a rate limit allows the call in {seconds} seconds, and {why}");
    Error::new(ErrorKind::Throttled, message).retryable().after(Some(wait))
}

fn seconds_of(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        1 => "1 second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}

impl Caller {
    /// Waits as long as the rate limits require. Returns how long that was.
    pub(super) async fn wait_for_turn(&self, request: &Request, until: Option<Duration>) -> Result<Duration> {
        let shared = &self.shared;
        let turn = match &shared.limits {
            // Boxed: few graphs have a store, and every call would move the state of asking it.
            Some(store) if !shared.throttle.is_off() => {
                Box::pin(self.shared_turn(store, request, until)).await
            }
            _ => self.own_turn(request, until),
        };
        match turn {
            // Boxed, too: few calls wait, or name their nodes in a parameter.
            Ok(turn) if turn.is_some() || request.ids().is_some() => {
                Box::pin(self.wait_until(turn, request, until)).await
            }
            Ok(_) => Ok(Duration::ZERO),
            Err(TooLate(wait)) => Err(too_late(wait, &self.shared.throttle)),
        }
    }

    /// Waits for a turn that is not now, and for the end of a lock that was reported meanwhile.
    async fn wait_until(
        &self,
        turn: Option<TakenTurn<'_>>,
        request: &Request,
        until: Option<Duration>,
    ) -> Result<Duration> {
        let timer = &self.shared.timer;
        let (mut waited, mut wait) = (Duration::ZERO, turn.as_ref().map_or(Duration::ZERO, |turn| turn.wait));
        loop {
            // A store may be slow to respond.
            if until.is_some_and(|until| timer.now().saturating_add(wait) >= until) {
                return Err(too_late(wait, &self.shared.throttle));
            }
            if !wait.is_zero() {
                timer.sleep(wait).await;
                waited = waited.saturating_add(wait);
            }
            wait = self.locked_for(request);
            if wait.is_zero() {
                if let Some(mut turn) = turn {
                    turn.is_used = true;
                }
                return Ok(waited);
            }
            if wait > self.shared.throttle.longest() {
                return Err(too_late(wait, &self.shared.throttle));
            }
        }
    }

    /// How long the platform accepts no call for the nodes of a request, by what this process knows.
    pub(crate) fn locked_for(&self, request: &Request) -> Duration {
        let shared = &self.shared;
        let limiter = shared.limiter.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.throttle.is_off() || limiter.is_idle() {
            return Duration::ZERO;
        }
        let now = shared.timer.now();
        let limits = shared.throttle.turn_of(self.lane(request), None).limits;
        let ids = request.ids().map(|ids| ids.into_owned()).unwrap_or_default();
        let nodes = ids.split(',').filter(|id| !id.is_empty()).map(|id| self.lane_of(id));
        let lanes = nodes.chain([self.lane(request)]);
        lanes.map(|lane| limiter.locked_for(&lane, &limits, now)).max().unwrap_or_default()
    }

    /// A turn according to the limits known to this process.
    fn own_turn(&self, request: &Request, until: Option<Duration>) -> Result<Option<TakenTurn<'_>>, TooLate> {
        let shared = &self.shared;
        let mut limiter = shared.limiter.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.throttle.is_off() || limiter.is_idle() && !shared.throttle.has_rates() {
            return Ok(None);
        }
        let now = shared.timer.now();
        let ask = self.turn_request(request, until, now);
        let turn = limiter.take_turn(&ask, now);
        TakenTurn::of(turn, ask, Keeper::Process(&shared.limiter))
    }

    /// The turn that a call asks for: no later than its deadline.
    fn turn_request(&self, request: &Request, until: Option<Duration>, now: Duration) -> TurnRequest {
        let mut ask = self.shared.throttle.turn_of(self.lane(request), Some(request));
        if let Some(until) = until {
            // A call that waits until its time is up is never sent.
            let left = until.saturating_sub(now).saturating_sub(Duration::from_nanos(1));
            ask.longest_wait = ask.longest_wait.min(left);
        }
        ask
    }

    /// A turn according to the shared store, or else to the limits known to this process.
    async fn shared_turn<'a>(
        &'a self,
        store: &'a Arc<dyn LimitStore>,
        request: &Request,
        until: Option<Duration>,
    ) -> Result<Option<TakenTurn<'a>>, TooLate> {
        let ask = self.turn_request(request, until, self.shared.timer.now());
        match self.answer_of(store.take_turn(ask.clone()), until).await {
            Some(turn) => TakenTurn::of(turn, ask, Keeper::Store(&**store)),
            None => self.own_turn(request, until),
        }
    }

    /// What the usage in a response reports about the limits.
    pub(crate) fn reports(&self, request: &Request, usage: &Usage) -> Vec<Report> {
        if usage.is_empty() { Vec::new() } else { self.shared.throttle.reports(self.lane(request), usage) }
    }

    /// Records reports, of one response or of all in a batch. The call waits for a store no longer than `until`.
    pub(crate) async fn record(&self, reports: Vec<Report>, until: Option<Duration>) {
        let shared = &self.shared;
        if reports.is_empty() {
            return;
        }
        let for_store = shared.limits.as_ref().map(|store| (store, reports.clone()));
        let now = shared.timer.now();
        // Also with a store, which may fail later.
        shared.limiter.lock().unwrap_or_else(PoisonError::into_inner).record(reports, now);
        if let Some((store, reports)) = for_store {
            self.answer_of(store.record(reports), until).await;
        }
    }

    /// The response of a store, if it comes in time.
    async fn answer_of<T>(
        &self,
        answer: BoxFuture<Result<T, BoxError>>,
        until: Option<Duration>,
    ) -> Option<T> {
        let timer = &*self.shared.timer;
        let left = until.map_or(STORE_TIMEOUT, |until| until.saturating_sub(timer.now()));
        let answer = with_timeout(timer, Some(left.min(STORE_TIMEOUT)), pin!(answer)).await;
        let answer = answer.and_then(Result::ok);
        #[cfg(feature = "tracing")]
        if answer.is_none() {
            super::trace::store_failed();
        }
        answer
    }

    fn lane(&self, request: &Request) -> Lane {
        // The link to another page begins with a version.
        let mut parts = request.path.split('/').skip_while(|part| is_version(part));
        self.lane_of(parts.next().unwrap_or_default())
    }

    fn lane_of(&self, node: &str) -> Lane {
        Lane::new(self.token.as_deref().unwrap_or_default(), node)
    }
}
