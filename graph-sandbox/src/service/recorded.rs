//! The log of received requests.

use std::collections::VecDeque;

use graph_wire::secret::is_secret_parameter;

use crate::protocol::{Call, Pairs};

/// A request that the sandbox received, or an item of a batch.
///
/// Access tokens, proofs and secrets are never recorded.
///
/// ```
/// let sandbox = graph_sandbox::Sandbox::start()?;
/// assert!(sandbox.requests().is_empty());
/// # Ok::<(), graph_sandbox::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recorded {
    /// `GET`, `POST` or `DELETE`, after applying the `method` parameter of a POST.
    pub method: String,
    /// The decoded path: `/v2.6/me/feed`.
    pub path: String,
    /// The decoded query parameters, in order.
    pub query: Vec<(String, String)>,
    /// The decoded form parameters, in order.
    pub form: Vec<(String, String)>,
    /// The HTTP status of the response.
    pub status: u16,
    /// Whether the call was an item of a batch. The batch precedes its items.
    pub in_batch: bool,
}

impl Recorded {
    /// The value of a query or form parameter.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().chain(&self.form).find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Records a call that has no response yet.
    pub(super) fn of(call: &Call, in_batch: bool) -> Self {
        Self {
            method: call.verb.method().to_owned(),
            path: call.path(),
            query: without_secrets(&call.query),
            form: without_secrets(&call.form),
            status: 0,
            in_batch,
        }
    }
}

/// The most recent requests.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Recorded>,
    /// How many older entries were dropped.
    dropped: usize,
}

/// The number of requests to keep, so that a long-running sandbox does not grow.
const MOST: usize = 10_000;

impl Log {
    /// Adds a request and returns its index.
    pub(super) fn push(&mut self, one: Recorded) -> usize {
        if self.entries.len() >= MOST {
            self.entries.pop_front();
            self.dropped += 1;
        }
        self.entries.push_back(one);
        self.dropped + self.entries.len() - 1
    }

    /// Sets the status of a request.
    pub(super) fn finish(&mut self, index: usize, status: u16) {
        let at = index.checked_sub(self.dropped);
        if let Some(one) = at.and_then(|at| self.entries.get_mut(at)) {
            one.status = status;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Recorded> {
        self.entries.iter()
    }

    pub(super) fn clear(&mut self) {
        self.dropped += self.entries.len();
        self.entries.clear();
    }
}

fn without_secrets(pairs: &Pairs) -> Pairs {
    // `batch` contains tokens; its items are recorded one by one.
    let is_secret = |name: &str| name == "batch" || is_secret_parameter(name);
    pairs.iter().filter(|(name, _)| !is_secret(name)).cloned().collect()
}
