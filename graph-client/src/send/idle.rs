//! The idle timeout: a call ends when it has made no progress for some time.

use std::{
    fmt,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Poll, ready},
    time::Duration,
};

use super::timer::Timer;

/// Records the progress of a request and its response, for the idle timeout. A request whose call has an
/// [`idle_timeout`](crate::GraphBuilder::idle_timeout) carries one in its [extensions](http::Request::extensions).
///
/// Chunks that are taken from an [`Upload`](super::transport::Upload) are recorded automatically. A transport that
/// reads a response piece by piece calls [`moved`](Self::moved) for each piece; otherwise, the whole response must
/// arrive within the idle timeout.
#[derive(Clone)]
pub struct Activity(Arc<State>);

struct State {
    timer: Arc<dyn Timer>,
    last: Mutex<Move>,
}

/// The last progress: its number, and its time.
#[derive(Clone, Copy)]
struct Move {
    number: u64,
    at: Duration,
}

impl Activity {
    pub(crate) fn new(timer: Arc<dyn Timer>) -> Self {
        let last = Mutex::new(Move { number: 0, at: timer.now() });
        Self(Arc::new(State { timer, last }))
    }

    /// Records progress: a part of the request was sent, or a part of the response was received.
    pub fn moved(&self) {
        let at = self.0.timer.now();
        let mut last = self.last();
        *last = Move { number: last.number.wrapping_add(1), at };
    }

    fn last(&self) -> MutexGuard<'_, Move> {
        self.0.last.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Activity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Activity")
    }
}

/// Runs a future until it has made no progress for the time of the limit. `None` if it ended this way.
pub(crate) async fn unless_idle<T>(
    limit: Duration,
    activity: &Activity,
    mut future: Pin<&mut impl Future<Output = T>>,
) -> Option<T> {
    let timer = &activity.0.timer;
    let mut seen = activity.last().number;
    let mut sleep = timer.sleep(limit);
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        loop {
            ready!(sleep.as_mut().poll(context));
            let last = *activity.last();
            if last.number == seen {
                return Poll::Ready(None);
            }
            seen = last.number;
            sleep = timer.sleep(last.at.saturating_add(limit).saturating_sub(timer.now()));
        }
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::{
        pin::pin,
        sync::atomic::{AtomicU64, Ordering},
    };

    use super::*;
    use crate::send::transport::BoxFuture;

    /// A clock that stands still but for its sleeps, each of which is passed to a function.
    struct Clock<F> {
        now: AtomicU64,
        during: F,
    }

    impl<F: Fn(u64) + Send + Sync + 'static> Timer for Clock<F> {
        fn now(&self) -> Duration {
            Duration::from_secs(self.now.load(Ordering::SeqCst))
        }

        fn sleep(&self, time: Duration) -> BoxFuture<()> {
            (self.during)(time.as_secs());
            self.now.fetch_add(time.as_secs(), Ordering::SeqCst);
            Box::pin(std::future::ready(()))
        }

        fn random(&self) -> u64 {
            0
        }
    }

    #[tokio::test]
    async fn it_ends_the_limit_after_the_last_move() {
        let moves = Arc::new(Mutex::new((None::<Activity>, Vec::new())));
        let shared = moves.clone();
        let during = move |seconds| {
            let mut shared = shared.lock().unwrap();
            shared.1.push(seconds);
            // At the start of the first three sleeps.
            if shared.1.len() <= 3
                && let Some(activity) = &shared.0
            {
                activity.moved();
            }
        };
        let clock = Arc::new(Clock { now: AtomicU64::new(0), during });
        let activity = Activity::new(clock.clone());
        moves.lock().unwrap().0 = Some(activity.clone());
        let never = pin!(std::future::pending::<()>());
        assert!(unless_idle(Duration::from_secs(10), &activity, never).await.is_none());
        // It moved at 0, 10 and 10 seconds.
        assert_eq!(clock.now(), Duration::from_secs(20));
        let (activity, sleeps) = &mut *moves.lock().unwrap();
        assert_eq!(*sleeps, [10, 0, 10, 0]);
        *activity = None;
    }

    #[tokio::test]
    async fn what_is_ready_is_not_idle() {
        let activity = Activity::new(Arc::new(Clock { now: AtomicU64::new(0), during: drop }));
        assert_eq!(unless_idle(Duration::ZERO, &activity, pin!(async { 7 })).await, Some(7));
    }
}
