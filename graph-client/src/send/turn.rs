//! Rate limits around a call: waiting for its turn, and recording what the response says about usage.

use std::{
    pin::pin,
    sync::{Arc, PoisonError},
    time::Duration,
};

use super::{
    Caller, Usage,
    limits::{Lane, LimitStore, Turn},
    timer::with_timeout,
    transport::{BoxError, BoxFuture},
};
use crate::{
    error::{Error, ErrorKind, Result},
    request::Request,
};

/// How long a shared store of limits may take.
const STORE_TIMEOUT: Duration = Duration::from_secs(2);

impl Caller {
    /// Waits as long as the rate limits require. Returns how long that was.
    pub(super) async fn wait_for_turn(&self, request: &Request, until: Option<Duration>) -> Result<Duration> {
        let shared = &self.shared;
        let turn = match &shared.limits {
            Some(store) if !shared.throttle.is_off() => self.shared_turn(store, request, until).await,
            _ => self.own_turn(request),
        };
        match turn {
            Turn::After(Duration::ZERO) => Ok(Duration::ZERO),
            Turn::After(wait)
                if until.is_none_or(|until| shared.timer.now().saturating_add(wait) < until) =>
            {
                shared.timer.sleep(wait).await;
                Ok(wait)
            }
            Turn::After(wait) | Turn::TooLate(wait) => {
                let seconds = wait.as_secs().saturating_add(1);
                let message =
                    format!("not sent: a rate limit is almost reached; retry after {seconds} seconds");
                Err(Error::new(ErrorKind::Throttled, message).retryable().after(Some(wait)))
            }
        }
    }

    /// A turn by what this process knows.
    fn own_turn(&self, request: &Request) -> Turn {
        let shared = &self.shared;
        let mut limiter = shared.limiter.lock().unwrap_or_else(PoisonError::into_inner);
        if shared.throttle.is_off() || limiter.is_idle() && !shared.throttle.has_rates() {
            return Turn::After(Duration::ZERO);
        }
        let ask = shared.throttle.turn_of(self.lane(request), Some(request));
        limiter.take_turn(&ask, shared.timer.now())
    }

    /// A turn by what all know, or else by what this process knows.
    async fn shared_turn(
        &self,
        store: &Arc<dyn LimitStore>,
        request: &Request,
        until: Option<Duration>,
    ) -> Turn {
        let ask = self.shared.throttle.turn_of(self.lane(request), Some(request));
        let left = until.map(|until| until.saturating_sub(self.shared.timer.now()));
        match self.answer_of(store.take_turn(ask), left).await {
            Some(turn) => turn,
            None => self.own_turn(request),
        }
    }

    /// Records the usage that a response reports.
    pub(crate) async fn record(&self, request: &Request, usage: &Usage) {
        if usage.is_empty() {
            return;
        }
        let shared = &self.shared;
        let reports = shared.throttle.reports(self.lane(request), usage);
        if reports.is_empty() {
            return;
        }
        let for_store = shared.limits.as_ref().map(|store| (store, reports.clone()));
        let now = shared.timer.now();
        // In each case: the store may fail later.
        shared.limiter.lock().unwrap_or_else(PoisonError::into_inner).record(reports, now);
        if let Some((store, reports)) = for_store {
            self.answer_of(store.record(reports), None).await;
        }
    }

    /// What a store answers, if it does in time.
    async fn answer_of<T>(
        &self,
        answer: BoxFuture<Result<T, BoxError>>,
        left: Option<Duration>,
    ) -> Option<T> {
        let limit = left.map_or(STORE_TIMEOUT, |left| left.min(STORE_TIMEOUT));
        let answer = with_timeout(&*self.shared.timer, Some(limit), pin!(answer)).await;
        let answer = answer.and_then(Result::ok);
        #[cfg(feature = "tracing")]
        if answer.is_none() {
            super::trace::store_failed();
        }
        answer
    }

    fn lane(&self, request: &Request) -> Lane {
        let node = request.path.split('/').next().unwrap_or_default();
        Lane::new(self.token.as_deref().unwrap_or_default(), node)
    }
}
