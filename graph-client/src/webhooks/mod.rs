//! Real-time updates: what the platform sends when something changes.
//!
//! [`Webhooks::receive`] takes the HTTP request that your web framework received. It returns the response to
//! the platform's handshake, or the changes of a delivery:
//!
//! ```
//! use bytes::Bytes;
//! use graph_client::{api::user, webhooks::{Received, Untyped, Webhooks}, AppSecret};
//!
//! # let secret = AppSecret::new("an app's secret");
//! # let (signature, body) = {
//! #     let body = r#"{"object":"user","entry":[{"id":"4","time":1,"changed_fields":["likes"]}]}"#;
//! #     (Webhooks::new(secret.clone(), "").sign(body.as_bytes()), body)
//! # };
//! let webhooks = Webhooks::new(secret, "the verify token of the subscription");
//! let request = http::Request::post("/hook").header("X-Hub-Signature-256", signature).body(Bytes::from(body)).unwrap();
//! match webhooks.receive::<Untyped>(&request) {
//!     Ok(Received::Handshake(response)) => { /* send `response` */ }
//!     Ok(Received::Delivery(delivery)) => {
//!         for change in delivery.about::<user::Node>() {
//!             if change.update.known() == Some(user::Updated::Likes) {
//!                 println!("the likes of {} changed", change.id);
//!             }
//!         }
//!         // respond with 200, without delay
//!     }
//!     Err(rejected) => { /* send `rejected.response()` */ }
//! }
//! ```
//!
//! If the schema of an API describes its events (`"webhooks"`), they are decoded as variants of the enum
//! `webhooks::Event` of that API, here `wa`:
//!
//! ```ignore
//! let received = webhooks.receive::<wa::Webhooks>(&request)?;
//! for event in received.events() {
//!     match event {
//!         Event::Messages(change) => { /* .. */ }
//!         other => println!("{other:?}"), // includes events that the schema does not describe
//!     }
//! }
//! // respond with `received.response()`
//! ```
//!
//! The platform repeats a delivery until the response is 200. Deliveries may arrive twice and in any order.

mod body;
mod default_type;
mod delivery;
mod entry;
mod event;
mod kinds;
mod outside;
mod signed_request;
mod signer;
mod walk;

use std::fmt;

use bytes::Bytes;
use http::{Method, Request, Response, StatusCode, header};
use subtle::ConstantTimeEq as _;

pub use default_type::DefaultType;
pub use delivery::{Changed, Delivery};
pub use entry::{Change, Entry};
pub use event::{Delivered, Other, Why};
pub use kinds::{Events, Notified, Untyped};
pub use signed_request::SignedRequest;

#[doc(hidden)]
pub use kinds::ObjectFacts;

use crate::secrecy::{AppSecret, pairs, signature};
use signer::Signer;

/// Receives webhook requests: answers handshakes and verifies the signatures of deliveries.
#[derive(Clone)]
pub struct Webhooks {
    secrets: Vec<Signer>,
    verify_token: Box<str>,
    body_limit: usize,
}

/// A webhook request that was accepted.
#[derive(Debug)]
pub enum Received<W: Events = Untyped> {
    /// The platform verifies the callback URL: send this response.
    Handshake(Response<Bytes>),
    /// Something changed: respond with 200.
    Delivery(Delivery<W>),
}

impl<W: Events> Received<W> {
    /// The events of a delivery, like [`Delivery::events`]. A handshake has none.
    pub fn events(&self) -> impl Iterator<Item = W::Event> + use<W> {
        self.delivery().map(Delivery::events).into_iter().flatten()
    }

    /// The events of a delivery with their context, like [`Delivery::delivered`]. A handshake has none.
    pub fn delivered(&self) -> impl Iterator<Item = Delivered<W::Event>> + use<W> {
        self.delivery().map(Delivery::delivered).into_iter().flatten()
    }

    /// The delivery; `None` if this is a handshake.
    pub fn delivery(&self) -> Option<&Delivery<W>> {
        match self {
            Self::Handshake(_) => None,
            Self::Delivery(delivery) => Some(delivery),
        }
    }

    /// The response to send: the answer to the handshake, or 200 for a delivery.
    pub fn response(&self) -> Response<Bytes> {
        match self {
            Self::Handshake(response) => response.clone(),
            Self::Delivery(_) => response(StatusCode::OK, String::new()),
        }
    }
}

impl Webhooks {
    /// Webhooks of one app. `verify_token` is the token that was set when the subscription was created; an
    /// empty one rejects every handshake.
    pub fn new(secret: AppSecret, verify_token: impl Into<String>) -> Self {
        Self {
            secrets: vec![Signer::new(secret)],
            verify_token: verify_token.into().into_boxed_str(),
            body_limit: body::LIMIT,
        }
    }

    /// Also accepts deliveries that are signed with another secret, such as that of another app, or the old one during
    /// a rotation.
    #[must_use]
    pub fn or_signed_with(mut self, secret: AppSecret) -> Self {
        self.secrets.push(Signer::new(secret));
        self
    }

    /// Verifies and decodes a webhook request. The body must be exactly the bytes that were received, since these are
    /// signed.
    ///
    /// `W` determines how events are decoded: the type `Webhooks` of an API whose schema describes them, or
    /// [`Untyped`]. Unknown fields and shapes are not errors: see [`Delivery::events`], [`Change::json`],
    /// [`Entry::json`] and [`Delivery::unread`].
    ///
    /// # Errors
    ///
    /// If a handshake has the wrong verify token or an unexpected challenge, if a delivery has no signature
    /// or an invalid one (with two signatures, both must be valid), if its body is not JSON, or if the
    /// method is neither GET nor POST.
    ///
    /// [`read`](Self::read) takes a request whose body has not been read yet.
    pub fn receive<W: Events>(&self, request: &Request<Bytes>) -> Result<Received<W>, Rejected> {
        match *request.method() {
            Method::GET => self.handshake(request).map(Received::Handshake),
            Method::POST => {
                self.check(request)?;
                let delivery = Delivery::read(request.body()).map_err(|error| Rejected {
                    status: StatusCode::BAD_REQUEST,
                    reason: format!("invalid delivery: {error}"),
                })?;
                Ok(Received::Delivery(delivery))
            }
            _ => Err(Rejected::new(
                StatusCode::METHOD_NOT_ALLOWED,
                "unexpected method: the platform sends GET or POST",
            )),
        }
    }

    /// The value of the header `X-Hub-Signature-256` for a body, for testing your webhook endpoint.
    pub fn sign(&self, body: &[u8]) -> String {
        let secret = self.secrets.first().map(Signer::text).unwrap_or_default();
        format!("sha256={}", signature::hex_sha256(secret.as_bytes(), body))
    }

    fn handshake(&self, request: &Request<Bytes>) -> Result<Response<Bytes>, Rejected> {
        let query = request.uri().query().unwrap_or_default();
        // Some frameworks replace dots in parameter names with underscores.
        let part = |name: &str| {
            let matches = |raw: &str| raw.replace("hub_", "hub.") == name;
            pairs(query).find(|(raw, _)| matches(raw)).map(|(_, value)| value)
        };
        let forbidden = |reason: &'static str| Rejected::new(StatusCode::FORBIDDEN, reason);
        if part("hub.mode").as_deref() != Some("subscribe") {
            return Err(Rejected::new(
                StatusCode::BAD_REQUEST,
                "not a handshake: `hub.mode` is not `subscribe`",
            ));
        }
        let verify_token = part("hub.verify_token").unwrap_or_default();
        if self.verify_token.is_empty()
            || !bool::from(self.verify_token.as_bytes().ct_eq(verify_token.as_bytes()))
        {
            return Err(forbidden("wrong verify token: it differs from the verify token of this `Webhooks`"));
        }
        // The challenge is sent back, so accept only the characters that the platform uses.
        let challenge = part("hub.challenge").unwrap_or_default();
        if challenge.is_empty()
            || !challenge.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        {
            return Err(Rejected::new(
                StatusCode::BAD_REQUEST,
                "invalid `hub.challenge`: expected letters, digits, `_` and `-`",
            ));
        }
        Ok(response(StatusCode::OK, challenge))
    }
}

impl fmt::Debug for Webhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Webhooks(hidden)")
    }
}

/// Why a webhook request was rejected. `Display` shows the reason, for your logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    status: StatusCode,
    reason: String,
}

impl Rejected {
    fn new(status: StatusCode, reason: impl Into<String>) -> Self {
        Self { status, reason: reason.into() }
    }

    /// The response to send. It does not contain the reason, which the sender of a forged request need not
    /// know.
    pub fn response(&self) -> Response<Bytes> {
        response(self.status, String::new())
    }

    /// The HTTP status of the response.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

fn response(status: StatusCode, body: String) -> Response<Bytes> {
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, header::HeaderValue::from_static("text/plain"));
    response
}

impl fmt::Display for Rejected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Rejected {}
