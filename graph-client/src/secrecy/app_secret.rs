//! The app secret, and the `appsecret_proof` computed from it.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use super::Redactor;

/// The secret of an app. `Debug` hides it.
///
/// ```
/// use graph_client::AppSecret;
///
/// let secret = AppSecret::new("secret from the app dashboard");
/// assert_eq!(format!("{secret:?}"), "AppSecret(hidden)");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct AppSecret {
    text: Arc<str>,
    #[cfg(feature = "proof")]
    timed: bool,
}

impl AppSecret {
    /// Wraps an app secret. Surrounding whitespace, such as a trailing newline from a file, is trimmed.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into().trim().into(),
            #[cfg(feature = "proof")]
            timed: false,
        }
    }

    /// Includes the time in proofs (`appsecret_time`), so that each is valid only for a few minutes.
    #[cfg(feature = "proof")]
    #[must_use]
    pub fn with_time(mut self) -> Self {
        self.timed = true;
        self
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The proof for a call with `token`. `None` without the `proof` feature.
    #[cfg(feature = "proof")]
    pub(crate) fn proof(&self, token: &str, now: impl FnOnce() -> u64) -> Option<Proof> {
        let time = self.timed.then(now);
        let message = match time {
            Some(time) => format!("{token}|{time}"),
            None => token.to_owned(),
        };
        let text = crate::secrecy::signature::hex_sha256(self.text.as_bytes(), message.as_bytes());
        Some(Proof { text, time })
    }

    #[cfg(not(feature = "proof"))]
    pub(crate) fn proof(&self, _: &str, _: impl FnOnce() -> u64) -> Option<Proof> {
        None
    }
}

impl fmt::Debug for AppSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AppSecret(hidden)")
    }
}

/// `appsecret_proof`, with `appsecret_time` if it includes the time.
#[derive(Clone)]
pub(crate) struct Proof {
    pub(crate) text: String,
    time: Option<u64>,
}

/// The proofs that were made for one call. All of them are redacted from its errors.
#[derive(Default)]
pub(crate) struct Proofs(Mutex<Vec<Proof>>);

/// How long a proof with the time is used, in seconds. The platform accepts it for some minutes.
const FRESH: u64 = 30;

impl Proofs {
    /// The proof for an attempt that is sent now.
    pub(crate) fn current(&self, secret: &AppSecret, token: &str, now: impl Fn() -> u64) -> Option<Proof> {
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh = |proof: &&Proof| proof.time.is_none_or(|time| now().abs_diff(time) <= FRESH);
        if let Some(fresh) = made.last().filter(is_fresh) {
            return Some(fresh.clone());
        }
        let proof = secret.proof(token, now)?;
        made.push(proof.clone());
        Some(proof)
    }

    /// Adds all of them to a redactor.
    pub(crate) fn redact(&self, redactor: &mut Redactor) {
        let made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        made.iter().for_each(|proof| redactor.add(&proof.text));
    }
}

impl Clone for Proofs {
    fn clone(&self) -> Self {
        Self(Mutex::new(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()))
    }
}

impl Proof {
    /// As part of a query or form. Hexadecimal needs no encoding.
    pub(crate) fn form(&self) -> String {
        let time = self.time.map(|time| format!("&appsecret_time={time}")).unwrap_or_default();
        format!("appsecret_proof={}{time}", self.text)
    }

    /// As pairs of parameter name and value.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> + use<> {
        let time = self.time.map(|time| ("appsecret_time", time.to_string()));
        [("appsecret_proof", self.text.clone())].into_iter().chain(time)
    }
}
