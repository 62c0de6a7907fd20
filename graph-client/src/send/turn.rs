//! Rate limits around a call: waiting for its turn, and recording what the response says about usage.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::PoisonError,
    time::Duration,
};

use super::{Caller, Usage, limits::Lane};
use crate::{
    error::{Error, ErrorKind, Result},
    request::Request,
};

impl Caller {
    /// Waits as long as the rate limits require. Returns how long that was.
    pub(super) async fn wait_for_turn(&self, request: &Request, until: Option<Duration>) -> Result<Duration> {
        let shared = &self.shared;
        let (wait, now) = {
            let mut limiter = shared.limiter.lock().unwrap_or_else(PoisonError::into_inner);
            if limiter.is_idle() && !shared.throttle.has_rates() {
                return Ok(Duration::ZERO);
            }
            let now = shared.timer.now();
            (limiter.reserve_for(&shared.throttle, self.lane(request), Some(request), now), now)
        };
        match wait {
            Ok(Duration::ZERO) => Ok(Duration::ZERO),
            Ok(wait) if until.is_none_or(|until| now.saturating_add(wait) < until) => {
                shared.timer.sleep(wait).await;
                Ok(wait)
            }
            Ok(wait) | Err(wait) => {
                let seconds = wait.as_secs().saturating_add(1);
                let message =
                    format!("not sent: a rate limit is almost reached; retry after {seconds} seconds");
                Err(Error::new(ErrorKind::Throttled, message).retryable().after(Some(wait)))
            }
        }
    }

    /// Records the usage that a response reports.
    pub(crate) fn record(&self, request: &Request, usage: &Usage) {
        if !usage.is_empty() {
            let (shared, now) = (&self.shared, self.shared.timer.now());
            let mut limiter = shared.limiter.lock().unwrap_or_else(PoisonError::into_inner);
            limiter.record(&shared.throttle, self.lane(request), usage, now);
        }
    }

    fn lane(&self, request: &Request) -> Lane {
        let hash = |text: &str| {
            let mut hasher = DefaultHasher::new();
            text.hash(&mut hasher);
            hasher.finish()
        };
        let node = request.path.split('/').next().unwrap_or_default();
        Lane { token: hash(self.token.as_deref().unwrap_or_default()), node: hash(node) }
    }
}
