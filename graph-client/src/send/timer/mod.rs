//! Clock and randomness, which can be replaced to make tests deterministic.

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod browser;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
mod system;

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub use browser::SystemTimer;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub use system::SystemTimer;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::time::{SystemTime, UNIX_EPOCH};
use std::{fmt, future::Future, pin::Pin, task::Poll, time::Duration};

#[cfg(all(target_family = "wasm", target_os = "unknown"))]
use web_time::{SystemTime, UNIX_EPOCH};

use super::transport::BoxFuture;

/// The clock and the randomness of a [`Graph`](crate::Graph), for waits between attempts, timeouts and
/// jitter.
pub trait Timer: Send + Sync + 'static {
    /// The time since a fixed moment. It never decreases.
    fn now(&self) -> Duration;

    /// The Unix time, in seconds.
    fn unix_seconds(&self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
    }

    /// A future that completes after `time`.
    fn sleep(&self, time: Duration) -> BoxFuture<()>;

    /// A random number.
    fn random(&self) -> u64;
}

impl Default for SystemTimer {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for SystemTimer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SystemTimer")
    }
}

/// Runs a future with a time limit. `None` if the time is up first.
///
/// The future is pinned by the caller: as an argument by value, an async function would hold it twice.
pub(crate) async fn with_timeout<T>(
    timer: &dyn Timer,
    limit: Option<Duration>,
    mut future: Pin<&mut impl Future<Output = T>>,
) -> Option<T> {
    let Some(limit) = limit else { return Some(future.await) };
    let mut sleep = None;
    std::future::poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        let sleep = sleep.get_or_insert_with(|| timer.sleep(limit));
        sleep.as_mut().poll(context).map(|()| None)
    })
    .await
}
