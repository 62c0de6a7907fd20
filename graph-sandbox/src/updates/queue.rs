//! Notifications that wait to be delivered, and the log of delivery attempts.

use std::time::Duration;

use super::{messages::Message, unreached::Unreached};
use crate::protocol::Recent;

/// A notification that waits to be delivered.
#[derive(Clone, Debug)]
pub(crate) struct Notification {
    pub(crate) number: u64,
    pub(crate) to: String,
    pub(crate) body: String,
    /// Whether the body is a form, which is not signed by headers.
    pub(crate) is_form: bool,
    attempts: u32,
    created: Duration,
    /// When the next attempt is due.
    due: Duration,
}

/// One attempt to deliver a real-time update.
///
/// ```
/// let sandbox = graph_sandbox::Sandbox::start()?;
/// assert!(sandbox.deliveries().is_empty());
/// # Ok::<(), graph_sandbox::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// The callback URL.
    pub url: String,
    /// The signed body.
    pub body: String,
    /// The number of the attempt, starting at 1; 0 if the notification was dropped before the first.
    pub attempt: u32,
    /// The HTTP status of the response; `None` if there was no response.
    pub status: Option<u16>,
    /// Why there was no response.
    pub problem: Option<String>,
}

/// A notification is dropped after failing for this long.
const GIVE_UP_AFTER: Duration = Duration::from_secs(36 * 3600);
/// How many delivery attempts are logged.
const LOGGED: usize = 1000;
/// How many bytes of attempts are logged, and how many may wait.
const MOST_BYTES: usize = 16 << 20;

/// Notifications to deliver and the attempts made so far.
#[derive(Debug)]
pub(crate) struct Queue {
    waiting: Vec<Notification>,
    /// The delay before the first retry; it doubles each time.
    backoff: Duration,
    attempts: Recent<Delivery>,
    last: u64,
}

impl Default for Queue {
    fn default() -> Self {
        let attempts = Recent::new(LOGGED, MOST_BYTES);
        Self { waiting: Vec::new(), backoff: Duration::from_secs(1), attempts, last: 0 }
    }
}

impl Queue {
    pub(crate) fn with_backoff(backoff: Duration) -> Self {
        Self { backoff, ..Self::default() }
    }

    /// Queues messages for immediate delivery.
    pub(crate) fn push(&mut self, messages: Vec<Message>, now: Duration) {
        for Message { to, body, is_form } in messages {
            self.last += 1;
            let number = self.last;
            self.waiting.push(Notification {
                number,
                to,
                body,
                is_form,
                attempts: 0,
                created: now,
                due: now,
            });
        }
        self.limit();
    }

    /// The next notification that is due. It stays in the queue until [`finished`](Self::finished).
    pub(crate) fn due(&self, now: Duration) -> Option<Notification> {
        self.waiting.iter().filter(|waiting| waiting.due <= now).min_by_key(|waiting| waiting.due).cloned()
    }

    /// When the next notification is due.
    pub(crate) fn next_due(&self) -> Option<Duration> {
        self.waiting.iter().map(|waiting| waiting.due).min()
    }

    /// Logs an attempt. Without a 2xx status the notification stays queued, with growing delays.
    pub(crate) fn finished(&mut self, number: u64, outcome: Result<u16, Unreached>, now: Duration) {
        let Some(at) = self.waiting.iter().position(|waiting| waiting.number == number) else { return };
        let backoff = self.backoff;
        let Some(notification) = self.waiting.get_mut(at) else { return };
        notification.attempts += 1;
        let attempt = notification.attempts;
        let status = outcome.as_ref().ok().copied();
        let delivery = Delivery {
            url: notification.to.clone(),
            body: notification.body.clone(),
            attempt,
            status,
            problem: outcome.err().map(|unreached| unreached.to_string()),
        };
        let arrived = status.is_some_and(|status| (200..300).contains(&status));
        notification.due = now.saturating_add(backoff.saturating_mul(1 << (attempt - 1).min(16)));
        if arrived || notification.due.saturating_sub(notification.created) > GIVE_UP_AFTER {
            self.waiting.remove(at);
        }
        self.log(delivery);
    }

    /// The logged delivery attempts, oldest first.
    pub(crate) fn attempts(&self) -> impl Iterator<Item = &Delivery> {
        self.attempts.iter()
    }

    fn log(&mut self, delivery: Delivery) {
        let bytes = size_of::<Delivery>() + delivery.url.len() + delivery.body.len();
        self.attempts.push(delivery, bytes);
    }

    /// Drops the oldest notifications of a queue that is too large, and logs that.
    fn limit(&mut self) {
        let size = |one: &Notification| size_of::<Notification>() + one.to.len() + one.body.len();
        let mut bytes: usize = self.waiting.iter().map(size).sum();
        while bytes > MOST_BYTES && !self.waiting.is_empty() {
            let dropped = self.waiting.remove(0);
            bytes = bytes.saturating_sub(size(&dropped));
            let problem =
                Some(format!("dropped: more than {MOST_BYTES} bytes of notifications were waiting"));
            let Notification { to: url, body, attempts: attempt, .. } = dropped;
            self.log(Delivery { url, body, attempt, status: None, problem });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_notifications_are_bounded_and_the_dropped_are_logged() {
        let mut queue = Queue::default();
        let message = |number: u32| Message::json(format!("http://x/{number}"), "x".repeat(1 << 20));
        queue.push((0..20).map(message).collect(), Duration::ZERO);
        let waiting: Vec<_> = queue.waiting.iter().map(|one| one.to.as_str()).collect();
        assert_eq!((waiting.len(), waiting.last().copied()), (15, Some("http://x/19")));
        let dropped: Vec<_> = queue.attempts().map(|one| one.url.as_str()).collect();
        assert_eq!(dropped, ["http://x/0", "http://x/1", "http://x/2", "http://x/3", "http://x/4"]);
        let first = queue.attempts().next().unwrap();
        assert!(first.problem.as_ref().is_some_and(|problem| problem.starts_with("dropped")), "{first:?}");
        // The log of attempts has the same bound.
        for number in 6..=20 {
            queue.finished(number, Ok(200), Duration::ZERO);
        }
        assert!(queue.waiting.is_empty());
        assert_eq!(queue.attempts().count(), 15);
    }
}
