//! Real-time updates: what the platform sends when something changes.
//!
//! One function takes whatever a web framework received, and gives what to answer or what has changed:
//!
//! ```
//! use bytes::Bytes;
//! use graph_client::{api::user, webhooks::{Received, Webhooks}, AppSecret};
//!
//! # let secret = AppSecret::new("an app's secret");
//! # let (signature, body) = {
//! #     let body = r#"{"object":"user","entry":[{"id":"4","time":1,"changed_fields":["likes"]}]}"#;
//! #     (Webhooks::new(secret.clone(), "").sign(body.as_bytes()), body)
//! # };
//! let webhooks = Webhooks::new(secret, "the verify token of the subscription");
//! let request = http::Request::post("/hook").header("X-Hub-Signature-256", signature).body(Bytes::from(body)).unwrap();
//! match webhooks.receive(&request) {
//!     Ok(Received::Handshake(answer)) => { /* send it */ }
//!     Ok(Received::Delivery(delivery)) => {
//!         for change in delivery.about::<user::Node>() {
//!             if change.update.known() == Some(user::Updated::Likes) {
//!                 println!("{} likes something else now", change.id);
//!             }
//!         }
//!         // answer 200, quickly
//!     }
//!     Err(rejected) => { /* send rejected.response() */ }
//! }
//! ```
//!
//! The platform repeats a delivery until it is answered with 200, may send one twice and in any order.

mod delivery;
mod natural;

use std::fmt;

use bytes::Bytes;
use hmac::Hmac;
use http::{Method, Request, Response, StatusCode, header};

pub use delivery::{Change, Changed, Delivery, Entry};
pub use natural::Natural;

use crate::secrecy::{AppSecret, pairs, signature};

/// Receives what the platform sends: knows the app's secret, and the token of the handshake.
#[derive(Clone)]
pub struct Webhooks {
    secrets: Vec<AppSecret>,
    verify_token: Box<str>,
}

/// What was received.
#[derive(Debug)]
pub enum Received {
    /// The platform asks whether this is the right place: send this answer.
    Handshake(Response<Bytes>),
    /// Something changed: answer 200.
    Delivery(Delivery),
}

impl Webhooks {
    /// For the deliveries of one app. The verify token is the one that was given when the subscription was made.
    pub fn new(secret: AppSecret, verify_token: impl Into<String>) -> Self {
        Self { secrets: vec![secret], verify_token: verify_token.into().into_boxed_str() }
    }

    /// Takes what is signed with another secret too: of another app, or the old one while it is exchanged.
    #[must_use]
    pub fn or_signed_with(mut self, secret: AppSecret) -> Self {
        self.secrets.push(secret);
        self
    }

    /// Looks at what was received. The body must be the bytes as they came: the signature is that of these bytes.
    ///
    /// A delivery without a right signature is rejected; of two signatures both must be right. A field or a
    /// shape that nobody knows is no reason to reject: see [`Change::json`].
    pub fn receive(&self, request: &Request<Bytes>) -> Result<Received, Rejected> {
        match *request.method() {
            Method::GET => self.handshake(request).map(Received::Handshake),
            Method::POST => {
                self.check(request)?;
                let delivery = Delivery::read(request.body()).map_err(|error| Rejected {
                    status: StatusCode::BAD_REQUEST,
                    reason: format!("the delivery cannot be read: {error}"),
                })?;
                Ok(Received::Delivery(delivery))
            }
            _ => Err(Rejected::new(StatusCode::METHOD_NOT_ALLOWED, "the platform sends GET and POST")),
        }
    }

    /// The value of the header `X-Hub-Signature-256` for a body: for tests of what receives deliveries.
    pub fn sign(&self, body: &[u8]) -> String {
        let secret = self.secrets.first().map(AppSecret::text).unwrap_or_default();
        format!("sha256={}", signature::hex_sha256(secret.as_bytes(), body))
    }

    fn handshake(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, Rejected> {
        let query = request.uri().query().unwrap_or_default();
        // Some frameworks turn dots into underlines on the way.
        let part = |name: &str| {
            let same = |given: &str| given.replace("hub_", "hub.") == name;
            pairs(query).find(|(given, _)| same(given)).map(|(_, value)| value)
        };
        let forbidden = |reason: &'static str| Rejected::new(StatusCode::FORBIDDEN, reason);
        if part("hub.mode").as_deref() != Some("subscribe") {
            return Err(Rejected::new(
                StatusCode::BAD_REQUEST,
                "this is no handshake: `hub.mode` is not `subscribe`",
            ));
        }
        let given = part("hub.verify_token").unwrap_or_default();
        // Of their signatures: comparing them tells nothing of the token.
        let key = self.secrets.first().map(AppSecret::text).unwrap_or_default().as_bytes();
        let known = signature::hex_sha256(key, self.verify_token.as_bytes());
        if self.verify_token.is_empty()
            || !signature::is_signature::<Hmac<sha2::Sha256>>(key, given.as_bytes(), &known)
        {
            return Err(forbidden("the verify token is not that of the subscription"));
        }
        // It is sent back: nothing but what the platform sends.
        let challenge = part("hub.challenge").unwrap_or_default();
        if challenge.is_empty()
            || !challenge.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        {
            return Err(Rejected::new(StatusCode::BAD_REQUEST, "the challenge is none of the platform's"));
        }
        Ok(answer(StatusCode::OK, challenge))
    }

    fn check(&self, request: &Request<Bytes>) -> Result<(), Rejected> {
        let given = |name: &str, prefix: &str| {
            let value = request.headers().get(name)?;
            Some(
                value
                    .to_str()
                    .ok()
                    .and_then(|text| text.trim().strip_prefix(prefix))
                    .unwrap_or_default()
                    .to_owned(),
            )
        };
        let (new, old) = (given("x-hub-signature-256", "sha256="), given("x-hub-signature", "sha1="));
        if new.is_none() && old.is_none() {
            return Err(Rejected::new(StatusCode::FORBIDDEN, "the delivery is not signed"));
        }
        let right = |secret: &AppSecret| {
            let (key, body) = (secret.text().as_bytes(), &request.body()[..]);
            let new = new
                .as_deref()
                .is_none_or(|hex| signature::is_signature::<Hmac<sha2::Sha256>>(key, body, hex));
            let old =
                old.as_deref().is_none_or(|hex| signature::is_signature::<Hmac<sha1::Sha1>>(key, body, hex));
            new & old
        };
        // All of them are tried: how long it takes does not tell which one it is.
        let any = self.secrets.iter().fold(false, |any, secret| any | right(secret));
        if any {
            Ok(())
        } else {
            Err(Rejected::new(StatusCode::FORBIDDEN, "the signature is not that of this body"))
        }
    }
}

impl fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Webhooks(hidden)")
    }
}

/// Why a request was not accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    status: StatusCode,
    reason: String,
}

impl Rejected {
    fn new(status: StatusCode, reason: impl Into<String>) -> Self {
        Self { status, reason: reason.into() }
    }

    /// What to answer. It does not say why: who sent a wrong signature need not know.
    pub fn response(&self) -> Response<Bytes> {
        answer(self.status, String::new())
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

fn answer(status: StatusCode, body: String) -> Response<Bytes> {
    let mut answer = Response::new(Bytes::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain"));
    answer
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Rejected {}
