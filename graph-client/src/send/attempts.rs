//! The attempts of one call: waiting for its turn, sending, retrying.

use std::{pin::pin, sync::PoisonError, time::Duration};

use bytes::Bytes;
use http::{Method, header};

use super::{
    CallReport, Caller, Usage,
    idle::{Activity, unless_idle},
    outgoing::{Outgoing, is_streamed},
    retry::Attempts,
    timer::with_timeout,
};
use crate::{
    error::{Error, ErrorKind, Result},
    request::Request,
};

/// The result of one attempt.
struct Outcome {
    status: Option<u16>,
    /// Boxed: most responses have no usage headers.
    usage: Option<Box<Usage>>,
    /// The request was sent, and no response was received: it may have taken effect.
    response_lost: bool,
    result: Result<Bytes>,
}

impl Outcome {
    fn failed(error: Error, response_lost: bool) -> Self {
        Self { status: None, usage: None, response_lost, result: Err(error) }
    }
}

impl Caller {
    /// Sends a request until it succeeds or may not be sent again. Passes the report of each attempt to `report`.
    pub(super) async fn attempts(
        &self,
        request: &Request,
        report: impl Fn(&CallReport<'_>),
    ) -> Result<Bytes> {
        let (shared, timer) = (&self.shared, &*self.shared.timer);
        let until = self.settings.timeout.map(|timeout| timer.now().saturating_add(timeout));
        let mut attempts = Attempts::new(self.settings.retry.as_ref().unwrap_or(&shared.retry), until);
        // Reading the clock takes as long as building a small request.
        let is_timed = until.is_some() || self.is_observed();
        let clock = |is_needed: bool| if is_needed { timer.now() } else { Duration::ZERO };
        // A previous attempt to delete was sent, and its response was lost.
        let mut may_be_deleted = false;
        loop {
            let number = attempts.begin();
            let turn = self.wait_for_turn(request, until).await;
            let waited = turn.map_err(|error| self.finished(error, request, number - 1))?;
            let began = clock(is_timed);
            let limit = self.time_limit(request, until, began);
            let outcome = with_timeout(timer, limit, pin!(self.attempt_unless_idle(request, limit))).await;
            let Outcome { status, usage, response_lost, mut result } =
                outcome.unwrap_or_else(|| self.timed_out(request, "timed out waiting for a response"));
            let now = clock(is_timed || result.is_err());
            if let Some(usage) = &usage {
                // Boxed: few responses report something, and every call would move the state of recording it.
                Box::pin(self.record(self.reports(request, usage), until)).await;
            }
            if may_be_deleted {
                result = result.or_else(after_lost_delete);
            }
            may_be_deleted |= request.method == Method::DELETE && response_lost;
            let again_in = self.after(&attempts, &result, now);
            let result = result.map_err(|error| self.finished(error, request, number));
            report(&CallReport {
                operation: request.description.map(|description| description.name),
                method: &request.method,
                attempt: number,
                waited,
                took: now.saturating_sub(began),
                status,
                usage: usage.as_deref().unwrap_or(Usage::NONE),
                error: result.as_ref().err(),
                again_in,
            });
            match again_in {
                Some(wait) => timer.sleep(wait).await,
                None => return result,
            }
        }
    }

    /// The time limit of an attempt that begins now.
    fn time_limit(&self, request: &Request, until: Option<Duration>, now: Duration) -> Option<Duration> {
        let left = until.map(|until| until.saturating_sub(now));
        // Only the caller knows how long a streamed file may take. The attempt goes on while its bytes are moving.
        let per_attempt = self.shared.timeout.filter(|_| !is_streamed(request));
        [left, per_attempt].into_iter().flatten().min()
    }

    fn timed_out(&self, request: &Request, message: impl Into<String>) -> Outcome {
        let error = Error::new(ErrorKind::Timeout, message);
        Outcome::failed(error.retryable_if(self.is_repeatable(request)), true)
    }

    /// An attempt that ends when it makes no more progress, or at `limit` in any case.
    async fn attempt_unless_idle(&self, request: &Request, limit: Option<Duration>) -> Outcome {
        let idle = self.shared.idle_timeout.filter(|idle| limit.is_none_or(|limit| *idle < limit));
        let activity = idle.map(|_| Activity::new(self.shared.timer.clone()));
        let attempt = pin!(self.attempt(request, activity.as_ref()));
        let (Some(idle), Some(activity)) = (idle, &activity) else { return attempt.await };
        let outcome = unless_idle(idle, activity, attempt).await;
        outcome.unwrap_or_else(|| {
            self.timed_out(request, format!("timed out waiting for a response: no progress for {idle:?}"))
        })
    }

    async fn attempt(&self, request: &Request, activity: Option<&Activity>) -> Outcome {
        let mut outgoing = match Outgoing::new(self, request) {
            Ok(outgoing) => outgoing,
            Err(error) => return Outcome::failed(error, false),
        };
        if let Some(activity) = activity {
            outgoing.report_to(activity);
        }
        let _guard = outgoing.cancel_on_drop();
        let response = match outgoing {
            Outgoing::Whole(request) => self.shared.transport.send(request),
            Outgoing::Streamed(request) => self.shared.transport.upload(request),
        };
        match response.await {
            Err(error) => {
                let never_sent = error.never_sent();
                let retryable = !error.is_unusable() && (self.is_repeatable(request) || never_sent);
                Outcome::failed(error.into_error().retryable_if(retryable), !never_sent)
            }
            Ok(response) => {
                let (head, body) = response.into_parts();
                let usage = Usage::is_in(&head.headers).then(|| Box::new(Usage::of(&head.headers)));
                let usage = usage.filter(|usage| !usage.is_empty());
                let not_modified = self.validator(request).is_some_and(|validator| {
                    let tag = head.headers.get(header::ETAG).and_then(|tag| tag.to_str().ok());
                    validator.saw(head.status.as_u16(), tag)
                });
                let result = if not_modified {
                    Ok(Bytes::new())
                } else {
                    self.success_body(request, head.status, &head.headers, body)
                };
                // The headers apply to every error, whatever its code.
                let wait = usage.as_ref().and_then(|usage| usage.wait());
                let result = result.map_err(|error| error.after(wait));
                Outcome { status: Some(head.status.as_u16()), usage, response_lost: false, result }
            }
        }
    }

    /// How long to wait before the next attempt; `None` if there is none.
    pub(super) fn after<T>(
        &self,
        attempts: &Attempts<'_>,
        result: &Result<T>,
        now: Duration,
    ) -> Option<Duration> {
        let mut budget = self.shared.budget.lock().unwrap_or_else(PoisonError::into_inner);
        match result {
            Ok(_) => {
                budget.deposit();
                None
            }
            Err(error) => attempts.after(error, now, self.shared.timer.random(), &mut budget),
        }
    }

    /// Whether attempts are observed by a callback or by `tracing`.
    fn is_observed(&self) -> bool {
        cfg!(feature = "tracing") || self.shared.calls.is_some()
    }

    pub(super) fn report(&self, report: &CallReport<'_>) {
        #[cfg(feature = "tracing")]
        super::trace::attempt(report);
        if let Some(observer) = &self.shared.calls {
            observer(report);
        }
    }
}

/// Judges the error of a delete, a previous attempt of which may have taken effect.
fn after_lost_delete(error: Error) -> Result<Bytes> {
    // This code also means that the token has no access.
    if error.code() == Some(100) && error.subcode() == Some(33) {
        return Err(error.noting("it may already be deleted: the response to a previous attempt was lost"));
    }
    if error.kind() == ErrorKind::NotFound { Ok(Bytes::from_static(b"true")) } else { Err(error) }
}
