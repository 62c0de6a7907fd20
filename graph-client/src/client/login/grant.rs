//! Tokens that the platform issues.

use std::time::Duration;

use serde_json::Value;

use crate::{
    answer::Body,
    error::{Error, ErrorKind, Result},
    facts::{AppToken, SystemUserToken, UserToken},
    secrecy::pairs,
};

/// A token that the platform issued.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Grant<K> {
    /// The token.
    pub token: K,
    /// How long the token is valid; `None` if it does not expire, or if the response does not say.
    pub expires_in: Option<Duration>,
}

/// A kind of token that the platform issues.
pub(super) trait Issued {
    fn issued(text: String) -> Self;
}

impl Issued for UserToken {
    fn issued(text: String) -> Self {
        Self::new(text)
    }
}

impl Issued for SystemUserToken {
    fn issued(text: String) -> Self {
        Self::new(text)
    }
}

impl Issued for AppToken {
    fn issued(text: String) -> Self {
        Self::new(text)
    }
}

/// Reads `{"access_token": ..}`, or the old form `access_token=..&expires=..`.
pub(super) fn read<K: Issued>(body: Body<'_>) -> Result<Grant<K>> {
    let text = String::from_utf8_lossy(body.bytes.trim_ascii());
    let (token, expires) = match serde_json::from_slice::<Value>(body.bytes) {
        Ok(json) => {
            let token = json.get("access_token").and_then(Value::as_str).map(str::to_owned);
            (token, json.get("expires_in").or_else(|| json.get("expires")).and_then(number))
        }
        Err(_) => {
            let part = |wanted: &[&str]| {
                pairs(&text).find(|(name, _)| wanted.contains(&name.as_str())).map(|(_, value)| value)
            };
            (part(&["access_token"]), part(&["expires_in", "expires"]).and_then(|text| text.parse().ok()))
        }
    };
    match token.filter(|token| !token.is_empty()) {
        Some(token) => {
            let expires_in = expires.filter(|seconds| *seconds > 0).map(Duration::from_secs);
            Ok(Grant { token: K::issued(token), expires_in })
        }
        None => Err(Error::new(ErrorKind::Decode, "the response to the token request has no `access_token`")),
    }
}

pub(super) fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
