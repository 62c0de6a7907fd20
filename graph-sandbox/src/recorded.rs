//! What was received, for tests to look at.

use std::collections::VecDeque;

use crate::call::{Call, Pairs, Verb};

/// A request that the sandbox received, or an item of a batch.
///
/// Access tokens, proofs and secrets are never kept.
///
/// ```
/// let sandbox = graph_sandbox::Sandbox::start()?;
/// assert!(sandbox.requests().is_empty());
/// # Ok::<(), graph_sandbox::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Recorded {
    /// The method: `GET`, `POST` or `DELETE`; the one that a POST carried in a parameter, if it did.
    pub method: String,
    /// The path, decoded: `/v2.6/me/feed`.
    pub path: String,
    /// The query, decoded, in its order.
    pub query: Vec<(String, String)>,
    /// The form, decoded, in its order.
    pub form: Vec<(String, String)>,
    /// The HTTP status of the answer.
    pub status: u16,
    /// Whether it came as an item of a batch. The batch itself stands before its items.
    pub in_batch: bool,
}

impl Recorded {
    /// The value of a parameter, be it in the query or in the form.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<&str> {
        self.query.iter().chain(&self.form).find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn of(call: &Call, status: u16, in_batch: bool) -> Self {
        let method = match call.verb {
            Verb::Get => "GET",
            Verb::Post => "POST",
            Verb::Delete => "DELETE",
        };
        Self {
            method: method.to_owned(),
            path: call.path(),
            query: without_secrets(&call.query),
            form: without_secrets(&call.form),
            status,
            in_batch,
        }
    }
}

/// What was received lately.
#[derive(Debug, Default)]
pub(crate) struct Log {
    kept: VecDeque<Recorded>,
    /// How many were forgotten.
    forgotten: usize,
}

/// So many are kept; whoever runs a sandbox for days does not look at the oldest.
const MOST: usize = 10_000;

impl Log {
    /// Keeps a call; the number is its place.
    pub(crate) fn push(&mut self, one: Recorded) -> usize {
        if self.kept.len() >= MOST {
            self.kept.pop_front();
            self.forgotten += 1;
        }
        self.kept.push_back(one);
        self.forgotten + self.kept.len() - 1
    }

    /// Says how a call ended.
    pub(crate) fn ended(&mut self, place: usize, status: u16) {
        let at = place.checked_sub(self.forgotten);
        if let Some(one) = at.and_then(|at| self.kept.get_mut(at)) {
            one.status = status;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Recorded> {
        self.kept.iter()
    }

    pub(crate) fn clear(&mut self) {
        self.forgotten += self.kept.len();
        self.kept.clear();
    }
}

/// `batch` holds tokens of its own; its items are kept one by one.
const SECRET: &[&str] = &[
    "access_token",
    "appsecret_proof",
    "batch",
    "client_secret",
    "code",
    "fb_exchange_token",
    "input_token",
];

fn without_secrets(pairs: &Pairs) -> Pairs {
    pairs.iter().filter(|(name, _)| !SECRET.contains(&name.as_str())).cloned().collect()
}
