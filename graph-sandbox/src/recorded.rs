//! What was received, for tests to look at.

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
