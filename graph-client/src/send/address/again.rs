//! Attempts to use a URL: reported, and repeated according to the retry policy.

use std::{future::Future, pin::pin, time::Duration};

use http::Method;

use super::super::{
    CallReport, Caller, Usage,
    idle::{Activity, unless_idle},
    retry::Attempts,
    timer::with_timeout,
};
use crate::{
    error::{Error, ErrorKind, Result},
    request::Request,
};

/// The result of an attempt.
pub(super) struct Tried<T> {
    pub(super) status: Option<u16>,
    pub(super) result: Result<T>,
}

impl<T> Tried<T> {
    pub(super) fn failed(error: Error) -> Self {
        Self { status: None, result: Err(error) }
    }

    pub(super) async fn and_then<U, F: Future<Output = Result<U>>>(
        self,
        next: impl FnOnce(T) -> F,
    ) -> Tried<U> {
        let result = match self.result {
            Ok(value) => next(value).await,
            Err(error) => Err(error),
        };
        Tried { status: self.status, result }
    }
}

impl Caller {
    /// The deadline of a call that begins now.
    pub(super) fn deadline(&self) -> Option<Duration> {
        self.settings.timeout.map(|timeout| self.shared.timer.now().saturating_add(timeout))
    }

    /// Repeats a read until it succeeds or may not be retried.
    pub(super) async fn again<T, F: Future<Output = Tried<T>>>(
        &self,
        request: &Request,
        until: Option<Duration>,
        attempt: impl Fn() -> F,
    ) -> Result<T> {
        let mut attempts = Attempts::new(self.settings.retry.as_ref().unwrap_or(&self.shared.retry), until);
        loop {
            let number = attempts.begin();
            let began = self.shared.timer.now();
            let Tried { status, result } = self.in_time(until, attempt()).await;
            let now = self.shared.timer.now();
            let again_in = self.after(&attempts, &result, now);
            let result = result.map_err(|error| self.finished(error, request, number));
            let took = now.saturating_sub(began);
            self.report_attempt(&Method::GET, number, took, status, result.as_ref().err(), again_in);
            match again_in {
                Some(wait) => self.shared.timer.sleep(wait).await,
                None => return result,
            }
        }
    }

    /// Runs an attempt that ends at the deadline of its call.
    pub(super) async fn in_time<T>(
        &self,
        until: Option<Duration>,
        attempt: impl Future<Output = Tried<T>>,
    ) -> Tried<T> {
        let timer = &*self.shared.timer;
        let left = until.map(|until| until.saturating_sub(timer.now()));
        let timed_out = || Tried::failed(Error::new(ErrorKind::Timeout, "timed out waiting for a response"));
        with_timeout(timer, left, pin!(attempt)).await.unwrap_or_else(timed_out)
    }

    /// Runs an attempt that ends when it makes no more progress. It may be repeated.
    pub(super) async fn while_it_moves<T, F: Future<Output = Tried<T>>>(
        &self,
        attempt: impl FnOnce(Option<Activity>) -> F,
    ) -> Tried<T> {
        let Some(idle) = self.shared.idle_timeout else { return attempt(None).await };
        let activity = Activity::new(self.shared.timer.clone());
        let outcome = unless_idle(idle, &activity, pin!(attempt(Some(activity.clone())))).await;
        outcome.unwrap_or_else(|| Tried::failed(stands_still(idle)))
    }

    pub(super) fn report_attempt(
        &self,
        method: &Method,
        attempt: u32,
        took: Duration,
        status: Option<u16>,
        error: Option<&Error>,
        again_in: Option<Duration>,
    ) {
        let (operation, waited, usage) = (None, Duration::ZERO, Usage::NONE);
        self.report(&CallReport { operation, method, attempt, waited, took, status, usage, error, again_in });
    }
}

/// The error of a connection that makes no more progress.
pub(super) fn stands_still(idle: Duration) -> Error {
    let message = format!("timed out waiting for a response: no progress for {idle:?}");
    Error::new(ErrorKind::Timeout, message).retryable()
}
