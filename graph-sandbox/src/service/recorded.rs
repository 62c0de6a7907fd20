//! The log of received requests.

use graph_wire::secret::is_secret_parameter;

use crate::protocol::{Call, Pairs, Recent};

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

    /// About how much memory it takes.
    fn bytes(&self) -> usize {
        let pairs = self.query.iter().chain(&self.form);
        let pairs: usize =
            pairs.map(|(name, value)| size_of::<(String, String)>() + name.len() + value.len()).sum();
        size_of::<Self>() + self.method.len() + self.path.len() + pairs
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
#[derive(Debug)]
pub(crate) struct Log(Recent<Recorded>);

/// How many requests to keep.
const MOST: usize = 10_000;
/// How many bytes of requests to keep.
const MOST_BYTES: usize = 16 << 20;

impl Default for Log {
    fn default() -> Self {
        Self(Recent::new(MOST, MOST_BYTES))
    }
}

impl Log {
    /// Adds a request and returns its index.
    pub(super) fn push(&mut self, one: Recorded) -> usize {
        let bytes = one.bytes();
        self.0.push(one, bytes)
    }

    /// Sets the status of a request.
    pub(super) fn finish(&mut self, index: usize, status: u16) {
        if let Some(one) = self.0.get_mut(index) {
            one.status = status;
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Recorded> {
        self.0.iter()
    }

    /// How many older requests were dropped.
    pub(crate) fn dropped(&self) -> u64 {
        self.0.dropped()
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}

fn without_secrets(pairs: &Pairs) -> Pairs {
    // `batch` contains tokens; its items are recorded one by one.
    let is_secret = |name: &str| name == "batch" || is_secret_parameter(name);
    pairs.iter().filter(|(name, _)| !is_secret(name)).cloned().collect()
}
