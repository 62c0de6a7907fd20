//! Whether a call is sent again, and when: decisions only, no clock and no chance of their own.

use std::time::Duration;

use crate::error::{Error, ErrorKind};

/// How often and how fast calls are repeated that may be repeated.
///
/// What may be repeated is not decided here: see [`Error::is_retryable`]. A wait is any time up to a
/// bound that doubles with each attempt, or as long as the server says.
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
    /// Four attempts; waits of up to half a second, a second and two, and eight times that where there
    /// were too many calls; none longer than a minute.
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
    /// Nothing is repeated.
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// At most so many attempts, the first one included.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The longest first wait; each further one may be twice as long. After too many calls, eight times as long.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.base = wait;
        self.throttled = wait.saturating_mul(8);
        self
    }

    /// No wait is longer. Where the server says a longer one, the error is given back at once;
    /// [`Error::retry_after`] then says how long.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest = wait;
        self
    }

    /// How long to wait before the attempt that follows `made` ones; none where there is to be no other.
    pub(crate) fn wait(&self, error: &Error, made: u32, random: u64) -> Option<Duration> {
        if made >= self.attempts || !error.is_retryable() {
            return None;
        }
        // As it is, it would be too much again; who can ask for less does so before asking here.
        if error.wants_less_data() {
            return None;
        }
        if let Some(said) = error.retry_after() {
            // A little more than was said, so that all who wait do not come at once.
            let wait = said.saturating_add(fraction(said.min(self.base), random));
            return (wait <= self.longest).then_some(wait);
        }
        let base = if error.kind() == ErrorKind::Throttled { self.throttled } else { self.base };
        let bound = base.saturating_mul(1 << (made - 1).min(16)).min(self.longest);
        Some(fraction(bound, random))
    }
}

/// Any time up to a bound.
fn fraction(bound: Duration, random: u64) -> Duration {
    // 53 bits are what a double holds.
    bound.mul_f64((random >> 11) as f64 / (1_u64 << 53) as f64)
}

/// The attempts of one call.
#[derive(Debug)]
pub(crate) struct Attempts<'a> {
    policy: &'a RetryPolicy,
    made: u32,
    /// When there is no more time for the call.
    until: Option<Duration>,
}

impl<'a> Attempts<'a> {
    /// The attempts of a call for which there is time until this moment.
    pub(crate) fn new(policy: &'a RetryPolicy, until: Option<Duration>) -> Self {
        Self { policy, made: 0, until }
    }

    /// An attempt begins; the count of those before it.
    pub(crate) fn begin(&mut self) -> u32 {
        self.made += 1;
        self.made
    }

    /// How long to wait before the next one; none where the error is to be given back.
    pub(crate) fn after(
        &self,
        error: &Error,
        now: Duration,
        random: u64,
        budget: &mut Budget,
    ) -> Option<Duration> {
        let wait = self.policy.wait(error, self.made, random)?;
        // Waiting only to have no time for the attempt helps nobody.
        if self.until.is_some_and(|until| now.saturating_add(wait) >= until) {
            return None;
        }
        budget.withdraw().then_some(wait)
    }
}

/// What all calls of a [`Graph`](crate::Graph) may repeat together: a server in trouble is not asked
/// several times as often as one that works.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    tenths: u32,
}

/// Ten repetitions at once.
const FULL: u32 = 100;
/// What a repetition takes.
const TAKES: u32 = 10;

impl Default for Budget {
    fn default() -> Self {
        Self { tenths: FULL }
    }
}

impl Budget {
    /// A good answer pays for the tenth of a repetition.
    pub(crate) fn deposit(&mut self) {
        self.tenths = FULL.min(self.tenths + 1);
    }

    pub(crate) fn withdraw(&mut self) -> bool {
        let left = self.tenths.checked_sub(TAKES);
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
    fn waits_double_and_are_any_part_of_their_bound() {
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
    fn what_the_server_says_is_heeded_or_told() {
        let error = transient(ErrorKind::Throttled).after(Some(Duration::from_secs(30)));
        assert_eq!(waits(&RetryPolicy::default(), &error, 0), [30_000; 3]);
        let long = transient(ErrorKind::Throttled).after(Some(Duration::from_secs(61)));
        assert!(waits(&RetryPolicy::default(), &long, 0).is_empty());
    }

    #[test]
    fn nobody_waits_for_a_moment_that_is_too_late() {
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
    fn the_budget_is_shared_and_refilled_by_what_succeeds() {
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
            said in proptest::option::of(0_u64..1_000_000),
        ) {
            let policy = RetryPolicy::default().attempts(attempts)
                .first_wait(Duration::from_millis(first)).longest_wait(Duration::from_millis(longest));
            let error = transient(ErrorKind::Server).after(said.map(Duration::from_millis));
            let waits = waits(&policy, &error, random);
            prop_assert!(waits.len() < attempts.max(1) as usize);
            prop_assert!(waits.iter().all(|wait| *wait <= u128::from(longest)));
            if let Some(said) = said {
                prop_assert!(waits.iter().all(|wait| *wait >= u128::from(said)));
            }
        }
    }
}
