//! Whether and when a call is retried: decisions only, the time and the randomness are passed in.

use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// How often and how fast calls are retried.
///
/// Only errors that are [retryable](Error::is_retryable) are retried. The wait before a retry is random, up to a bound
/// that doubles with each attempt; if the server says how long to wait, it is at least that time.
///
/// ```
/// use std::time::Duration;
/// use graph_client::{Graph, RetryPolicy};
///
/// let graph = Graph::builder().retry(RetryPolicy::default().attempts(5)).build();
/// let patient = RetryPolicy::default().longest_wait(Duration::from_secs(3600));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct RetryPolicy {
    attempts: u32,
    base: Duration,
    throttled: Duration,
    longest: Duration,
}

impl Default for RetryPolicy {
    /// Four attempts, with waits of up to 0.5, 1 and 2 seconds, or eight times that if the call was rate
    /// limited. No wait is longer than a minute.
    fn default() -> Self {
        Self {
            attempts: 4,
            base: Duration::from_millis(500),
            throttled: Duration::from_secs(4),
            longest: Duration::from_secs(60),
        }
    }
}

impl RetryPolicy {
    /// Never retries.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Maximum number of attempts, including the first one. At least 1.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The bound of the first wait. It doubles with each further attempt, and is eight times as long if the
    /// call was rate limited.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.base = wait;
        self.throttled = wait.saturating_mul(8);
        self
    }

    /// The bound of all waits. If the server asks for a longer one, the error is returned at once, with the
    /// time in [`Error::retry_after`].
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest = wait;
        self
    }

    /// Whether calls are retried at all.
    pub(crate) fn retries(&self) -> bool {
        self.attempts > 1
    }

    /// How long to wait before the next attempt, after `made` attempts. `None` if there is none.
    pub(crate) fn wait(&self, error: &Error, made: u32, random: u64) -> Option<Duration> {
        if made >= self.attempts || !error.is_retryable() {
            return None;
        }
        // The same request would be too large again. `Caller::execute_with_less` makes it smaller.
        if error.wants_less_data() {
            return None;
        }
        let base = if error.kind() == ErrorKind::Throttled { self.throttled } else { self.base };
        let bound = base.saturating_mul(1 << (made - 1).min(16)).min(self.longest);
        let backoff = random_part(bound, random);
        let Some(retry_after) = error.retry_after() else { return Some(backoff) };
        // Wait a little longer, so that not all clients retry at the same time. A server that says 0 does not end the
        // backoff.
        let wait = retry_after.saturating_add(random_part(retry_after.min(self.base), random)).max(backoff);
        (retry_after <= self.longest).then_some(wait.min(self.longest))
    }
}

/// A random part of `bound`.
fn random_part(bound: Duration, random: u64) -> Duration {
    // An `f64` has 53 bits of precision.
    bound.mul_f64((random >> 11) as f64 / (1_u64 << 53) as f64)
}

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct Attempts<'a> {
    policy: &'a RetryPolicy,
    made: u32,
    /// The deadline of the call.
    until: Option<Duration>,
}

impl<'a> Attempts<'a> {
    /// The attempts of a call with this deadline.
    pub(crate) fn new(policy: &'a RetryPolicy, until: Option<Duration>) -> Self {
        Self { policy, made: 0, until }
    }

    /// Starts an attempt and returns its number, from 1 on.
    pub(crate) fn begin(&mut self) -> u32 {
        self.made += 1;
        self.made
    }

    /// How long to wait before the next attempt. `None` if the error is to be returned.
    pub(crate) fn after(
        &self,
        error: &Error,
        now: Duration,
        random: u64,
        budget: &mut Budget,
    ) -> Option<Duration> {
        let wait = self.policy.wait(error, self.made, random)?;
        // Do not wait if no time would be left for the attempt.
        if self.until.is_some_and(|until| now.saturating_add(wait) >= until) {
            return None;
        }
        budget.withdraw().then_some(wait)
    }
}

/// The retry budget that all calls of a [`Graph`](crate::Graph) share. It keeps retries from multiplying the
/// load on a server that fails.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    tenths: u32,
}

/// The capacity: ten retries.
const CAPACITY: u32 = 100;
/// The cost of a retry.
const COST: u32 = 10;

impl Default for Budget {
    fn default() -> Self {
        Self { tenths: CAPACITY }
    }
}

impl Budget {
    /// Adds a tenth of a retry, for a successful response.
    pub(crate) fn deposit(&mut self) {
        self.tenths = CAPACITY.min(self.tenths + 1);
    }

    /// Takes a retry, if there is one.
    pub(crate) fn withdraw(&mut self) -> bool {
        let left = self.tenths.checked_sub(COST);
        self.tenths = left.unwrap_or(self.tenths);
        left.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn transient(kind: ErrorKind) -> Error {
        Error::new(kind, "x").retryable()
    }

    fn waits(policy: &RetryPolicy, error: &Error, random: u64) -> Vec<u128> {
        let (mut attempts, mut budget) = (Attempts::new(policy, None), Budget::default());
        let mut waits = Vec::new();
        loop {
            attempts.begin();
            match attempts.after(error, Duration::ZERO, random, &mut budget) {
                Some(wait) => waits.push(wait.as_millis()),
                None => return waits,
            }
        }
    }

    #[test]
    fn waits_are_a_random_part_of_a_doubling_bound() {
        let policy = RetryPolicy::default().attempts(5);
        let error = transient(ErrorKind::Server);
        assert_eq!(waits(&policy, &error, 0), [0, 0, 0, 0]);
        assert_eq!(waits(&policy, &error, u64::MAX / 2), [250, 500, 1000, 2000]);
        let throttled = transient(ErrorKind::Throttled);
        assert_eq!(
            waits(&policy.clone().longest_wait(Duration::from_secs(10)), &throttled, u64::MAX),
            [4000, 8000, 10000, 10000]
        );
        assert!(waits(&policy, &Error::new(ErrorKind::Server, "x"), 0).is_empty());
        assert!(waits(&RetryPolicy::never(), &error, 0).is_empty());
    }

    #[test]
    fn retry_after_is_waited_for_or_returned() {
        let error = transient(ErrorKind::Throttled).after(Some(Duration::from_secs(30)));
        assert_eq!(waits(&RetryPolicy::default(), &error, 0), [30_000; 3]);
        let long = transient(ErrorKind::Throttled).after(Some(Duration::from_secs(61)));
        assert!(waits(&RetryPolicy::default(), &long, 0).is_empty());
        // What is random on top of it does not make it too long.
        let longest = transient(ErrorKind::Throttled).after(Some(Duration::from_secs(60)));
        assert_eq!(waits(&RetryPolicy::default(), &longest, u64::MAX / 2), [60_000; 3]);
    }

    #[test]
    fn no_wait_exceeds_the_deadline() {
        let policy = RetryPolicy::default();
        let mut attempts = Attempts::new(&policy, Some(Duration::from_millis(300)));
        attempts.begin();
        let error = transient(ErrorKind::Server);
        let after =
            |now, random| attempts.after(&error, Duration::from_millis(now), random, &mut Budget::default());
        assert!(after(0, u64::MAX / 2).is_some());
        assert!(after(100, u64::MAX / 2).is_none());
    }

    #[test]
    fn successes_refill_the_budget() {
        let mut budget = Budget::default();
        let taken = (0..20).filter(|_| budget.withdraw()).count();
        assert_eq!(taken, 10);
        (0..9).for_each(|_| budget.deposit());
        assert!(!budget.withdraw());
        budget.deposit();
        assert!(budget.withdraw());
    }

    proptest! {
        #[test]
        fn attempts_always_end_and_no_wait_is_too_long(
            attempts in 0_u32..9, first in 0_u64..1_000_000, longest in 0_u64..100_000, random: u64,
            retry_after in proptest::option::of(0_u64..1_000_000),
        ) {
            let policy = RetryPolicy::default().attempts(attempts)
                .first_wait(Duration::from_millis(first)).longest_wait(Duration::from_millis(longest));
            let error = transient(ErrorKind::Server).after(retry_after.map(Duration::from_millis));
            let waits = waits(&policy, &error, random);
            prop_assert!(waits.len() < attempts.max(1) as usize);
            prop_assert!(waits.iter().all(|wait| *wait <= u128::from(longest)));
            if let Some(retry_after) = retry_after {
                prop_assert!(waits.iter().all(|wait| *wait >= u128::from(retry_after)));
            }
        }
    }
}
