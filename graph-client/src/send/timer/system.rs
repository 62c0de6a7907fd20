//! The system clock, with a thread that wakes sleepers.

use std::{
    collections::BTreeMap,
    future::Future,
    hash::{BuildHasher, Hasher, RandomState},
    pin::Pin,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak},
    task::{Context, Poll, Waker},
    thread,
    time::{Duration, Instant},
};

use super::{BoxFuture, Timer};

/// The system clock. It needs no async runtime: a background thread wakes sleepers. The thread starts with
/// the first wait, and ends when the last [`Graph`](crate::Graph) that uses the timer is dropped.
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
    /// By wake-up time, and an id that keeps equal times distinct.
    sleepers: BTreeMap<(Instant, u64), Waker>,
    last_id: u64,
    /// When the thread wakes up next. Dropping a sleeper does not change it, so that most sleepers need not
    /// notify the thread: it wakes up earlier anyway.
    next_wake: Option<Instant>,
    has_thread: bool,
    stopped: bool,
}

impl SystemTimer {
    /// Creates a timer. The thread is not started yet.
    pub fn new() -> Self {
        Self(Arc::new(Inner { start: Instant::now(), waiting: Arc::default() }))
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.waiting.lock().stopped = true;
        self.waiting.changed.notify_all();
    }
}

impl Timer for SystemTimer {
    fn now(&self) -> Duration {
        self.0.start.elapsed()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        // `None` if the time is out of range: the sleep never ends.
        let until = Instant::now().checked_add(time);
        Box::pin(Sleep { timer: self.0.clone(), until, key: None, waker: None })
    }

    fn random(&self) -> u64 {
        // Each `RandomState` has random keys.
        RandomState::new().build_hasher().finish()
    }
}

impl Waiting {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Sleep {
    /// Keeps the thread running while something sleeps.
    timer: Arc<Inner>,
    until: Option<Instant>,
    key: Option<(Instant, u64)>,
    /// The waker that is registered.
    waker: Option<Waker>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let Some(until) = self.until else { return Poll::Pending };
        if Instant::now() >= until {
            return Poll::Ready(());
        }
        if self.waker.as_ref().is_some_and(|waker| waker.will_wake(context.waker())) {
            return Poll::Pending;
        }
        let waiting = self.timer.waiting.clone();
        let mut state = waiting.lock();
        let key = self.key.unwrap_or_else(|| {
            state.last_id += 1;
            (until, state.last_id)
        });
        let is_earlier = state.next_wake.is_none_or(|next_wake| until < next_wake);
        state.sleepers.insert(key, context.waker().clone());
        let mut waker = Some(context.waker().clone());
        if !state.has_thread {
            state.has_thread = true;
            let weak = Arc::downgrade(&waiting);
            let started = thread::Builder::new().name("graph-client timer".to_owned()).spawn(|| run(weak));
            if started.is_err() {
                // Without a thread, fall back to polling.
                state.has_thread = false;
                waker = None;
                context.waker().wake_by_ref();
            }
        } else if is_earlier {
            waiting.changed.notify_one();
        }
        drop(state);
        (self.key, self.waker) = (Some(key), waker);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(key) = self.key {
            self.timer.waiting.lock().sleepers.remove(&key);
        }
    }
}

/// The thread: wakes the sleepers that are due.
fn run(waiting: Weak<Waiting>) {
    let Some(waiting) = waiting.upgrade() else { return };
    let mut state = waiting.lock();
    while !state.stopped {
        let now = Instant::now();
        let later = state.sleepers.split_off(&(now, u64::MAX));
        let due = std::mem::replace(&mut state.sleepers, later);
        if !due.is_empty() {
            // A waker may call anything, including `sleep`.
            drop(state);
            due.into_values().for_each(Waker::wake);
            state = waiting.lock();
            continue;
        }
        state.next_wake = state.sleepers.first_key_value().map(|((next, _), _)| *next);
        state = match state.next_wake {
            Some(next) => {
                let left = next.saturating_duration_since(now);
                waiting.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0
            }
            None => waiting.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
        };
    }
    state.has_thread = false;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    struct Notify(mpsc::Sender<&'static str>, &'static str);

    impl std::task::Wake for Notify {
        fn wake(self: Arc<Self>) {
            let _ = self.0.send(self.1);
        }
    }

    #[test]
    fn sleepers_wake_in_order_and_dropped_ones_never() {
        let timer = SystemTimer::new();
        let (sender, woken) = mpsc::channel();
        let mut sleeps: Vec<_> = [("late", 60), ("early", 20), ("dropped", 10)]
            .map(|(name, time)| (name, timer.sleep(Duration::from_millis(time))))
            .into();
        for (name, sleep) in &mut sleeps {
            let waker = Arc::new(Notify(sender.clone(), name)).into();
            assert!(sleep.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        }
        sleeps.pop();
        assert_eq!(woken.recv(), Ok("early"));
        assert_eq!(woken.recv(), Ok("late"));
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
