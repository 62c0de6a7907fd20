//! The clock of a browser, or of another host of JavaScript: `performance.now()` and `setTimeout`.

use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use send_wrapper::SendWrapper;
use web_time::Instant;

use super::{BoxFuture, Timer};
use crate::secrecy::random_bytes;

/// The longest time that `setTimeout` accepts.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

/// The clock of the browser. Its futures stay on the thread that created them, like all futures of JavaScript.
#[derive(Clone)]
pub struct SystemTimer(Instant);

impl SystemTimer {
    /// Creates a timer.
    pub fn new() -> Self {
        Self(Instant::now())
    }
}

impl Timer for SystemTimer {
    fn now(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        Box::pin(SendWrapper::new(async move {
            let mut left = time;
            while !left.is_zero() {
                let step = left.min(LONGEST);
                // Rounded up: a sleep is never too short.
                TimeoutFuture::new(step.as_nanos().div_ceil(1_000_000) as u32).await;
                left -= step;
            }
        }))
    }

    fn random(&self) -> u64 {
        u64::from_le_bytes(random_bytes())
    }
}
