//! Time and chance, which come from outside so that tests are exact.

use std::{
    collections::BTreeMap,
    fmt,
    future::Future,
    hash::{BuildHasher, Hasher, RandomState},
    pin::Pin,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak},
    task::{Context, Poll, Waker},
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use super::transport::BoxFuture;

/// Where a [`Graph`](crate::Graph) takes time and chance from: waiting between attempts, timeouts, jitter.
pub trait Timer: Send + Sync + 'static {
    /// How much time has passed since some moment that stays the same.
    fn now(&self) -> Duration;

    /// Seconds since the beginning of 1970.
    fn unix_seconds(&self) -> u64 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs())
    }

    /// A future that is ready after this time.
    fn sleep(&self, time: Duration) -> BoxFuture<()>;

    /// Any number.
    fn random(&self) -> u64;
}

/// The clock of the system. It needs no runtime: a thread of its own wakes who waits, from the first
/// wait on until the last [`Graph`](crate::Graph) that uses it is dropped.
#[derive(Clone)]
pub struct SystemTimer(Arc<Inner>);

struct Inner {
    start: Instant,
    waiting: Arc<Waiting>,
}

#[derive(Default)]
struct Waiting {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// By the moment of waking, and a number that tells equal ones apart.
    sleepers: BTreeMap<(Instant, u64), Waker>,
    number: u64,
    /// When the thread looks again by itself. Sleepers that are dropped do not change it, so that most calls
    /// need not wake it: it was told of an earlier one.
    alarm: Option<Instant>,
    thread: bool,
    over: bool,
}

impl SystemTimer {
    /// The clock of the system.
    pub fn new() -> Self {
        Self(Arc::new(Inner { start: Instant::now(), waiting: Arc::default() }))
    }
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

impl Drop for Inner {
    fn drop(&mut self) {
        self.waiting.lock().over = true;
        self.waiting.changed.notify_all();
    }
}

impl Timer for SystemTimer {
    fn now(&self) -> Duration {
        self.0.start.elapsed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        // A time that no clock can name is never.
        let until = Instant::now().checked_add(time);
        Box::pin(Sleep { timer: self.0.clone(), until, place: None, told: None })
    }

    fn random(&self) -> u64 {
        // Each state is keyed with randomness of the system.
        RandomState::new().build_hasher().finish()
    }
}

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Sleep {
    /// Holds the thread's state for as long as somebody sleeps.
    timer: Arc<Inner>,
    until: Option<Instant>,
    place: Option<(Instant, u64)>,
    /// Who is woken.
    told: Option<Waker>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(until) = self.until else { return Poll::Pending };
        if Instant::now() >= until {
            return Poll::Ready(());
        }
        if self.told.as_ref().is_some_and(|told| told.will_wake(context.waker())) {
            return Poll::Pending;
        }
        let waiting = self.timer.waiting.clone();
        let mut state = waiting.lock();
        let place = self.place.unwrap_or_else(|| {
            state.number += 1;
            (until, state.number)
        });
        let soon = state.alarm.is_none_or(|alarm| until < alarm);
        state.sleepers.insert(place, context.waker().clone());
        let mut told = Some(context.waker().clone());
        if !state.thread {
            state.thread = true;
            let watched = Arc::downgrade(&waiting);
            let started =
                thread::Builder::new().name("graph-client timer".to_owned()).spawn(|| wake(watched));
            if started.is_err() {
                // Without a thread, asking again and again is what is left.
                state.thread = false;
                told = None;
                context.waker().wake_by_ref();
            }
        } else if soon {
            waiting.changed.notify_one();
        }
        drop(state);
        (self.place, self.told) = (Some(place), told);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            self.timer.waiting.lock().sleepers.remove(&place);
        }
    }
}

/// The thread: wakes those whose moment has come.
fn wake(waiting: Weak<Waiting>) {
    let Some(waiting) = waiting.upgrade() else { return };
    let mut state = waiting.lock();
    while !state.over {
        let now = Instant::now();
        let later = state.sleepers.split_off(&(now, u64::MAX));
        let due = std::mem::replace(&mut state.sleepers, later);
        if !due.is_empty() {
            // A waker may do anything, also sleep.
            drop(state);
            due.into_values().for_each(Waker::wake);
            state = waiting.lock();
            continue;
        }
        state.alarm = state.sleepers.first_key_value().map(|((next, _), _)| *next);
        state = match state.alarm {
            Some(next) => {
                let left = next.saturating_duration_since(now);
                waiting.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
            }
            None => waiting.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
        };
    }
    state.thread = false;
}

/// A future, for as long as there is time; none when the time was over first.
pub(crate) async fn within<T>(
    timer: &dyn Timer,
    limit: Option<Duration>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let Some(limit) = limit else { return Some(future.await) };
    let mut sleep = timer.sleep(limit);
    let mut future = std::pin::pin!(future);
    std::future::poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        sleep.as_mut().poll(context).map(|()| None)
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    struct Tell(mpsc::Sender<&'static str>, &'static str);

    impl std::task::Wake for Tell {
        fn wake(self: Arc<Self>) {
            let _ = self.0.send(self.1);
        }
    }

    #[test]
    fn sleepers_are_woken_in_order_and_dropped_ones_never() {
        let timer = SystemTimer::new();
        let (told, tells) = mpsc::channel();
        let mut sleeps: Vec<_> = [("late", 60), ("early", 20), ("gone", 10)]
            .map(|(name, time)| (name, timer.sleep(Duration::from_millis(time))))
            .into();
        for (name, sleep) in &mut sleeps {
            let waker = Arc::new(Tell(told.clone(), name)).into();
            assert!(sleep.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        }
        sleeps.pop();
        assert_eq!(tells.recv(), Ok("early"));
        assert_eq!(tells.recv(), Ok("late"));
        let waker = Waker::noop();
        for (name, sleep) in &mut sleeps {
            assert!(sleep.as_mut().poll(&mut Context::from_waker(waker)).is_ready(), "{name}");
        }
        assert!(timer.now() >= Duration::from_millis(60));
        assert_ne!(timer.random(), timer.random());
    }

    #[test]
    fn the_thread_ends_with_the_timer() {
        let timer = SystemTimer::new();
        let waiting = Arc::downgrade(&timer.0.waiting);
        let mut sleep = timer.sleep(Duration::from_secs(3600));
        assert!(sleep.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        drop(timer);
        drop(sleep);
        while waiting.upgrade().is_some() {
            thread::yield_now();
        }
    }
}
