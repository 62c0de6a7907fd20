//! The sandbox's wall clock, which tests can advance.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Real time plus the time that was skipped.
#[derive(Debug)]
pub(crate) struct Clock {
    started: Instant,
    /// Seconds since 1970 at the start.
    started_unix: i64,
    skipped: Duration,
}

impl Clock {
    pub(crate) fn new() -> Self {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Self {
            started: Instant::now(),
            started_unix: i64::try_from(since.as_secs()).unwrap_or(0),
            skipped: Duration::ZERO,
        }
    }

    /// Time since the start, including skipped time.
    pub(crate) fn elapsed(&self) -> Duration {
        self.started.elapsed().saturating_add(self.skipped)
    }

    /// Seconds since 1970, including skipped time.
    pub(crate) fn unix(&self) -> i64 {
        self.started_unix.saturating_add(i64::try_from(self.elapsed().as_secs()).unwrap_or(0))
    }

    /// Advances the clock.
    pub(crate) fn advance(&mut self, time: Duration) {
        self.skipped = self.skipped.saturating_add(time);
    }
}
