//! The signatures of deliveries.

use bytes::Bytes;
use hmac::Hmac;
use http::{HeaderName, Request, StatusCode};

use super::{Rejected, Webhooks};
use crate::secrecy::{AppSecret, signature::Key};

const SHA256: HeaderName = HeaderName::from_static("x-hub-signature-256");
const SHA1: HeaderName = HeaderName::from_static("x-hub-signature");

/// A secret that deliveries are signed with.
#[derive(Clone)]
pub(super) struct Signer {
    secret: AppSecret,
    sha256: Key<Hmac<sha2::Sha256>>,
    sha1: Key<Hmac<sha1::Sha1>>,
}

impl Signer {
    pub(super) fn new(secret: AppSecret) -> Self {
        let key = secret.text().as_bytes();
        let (sha256, sha1) = (Key::new(key), Key::new(key));
        Self { secret, sha256, sha1 }
    }

    pub(super) fn text(&self) -> &str {
        self.secret.text()
    }
}

impl Webhooks {
    /// Checks that a delivery is signed with one of the secrets.
    pub(super) fn check(&self, request: &Request<Bytes>) -> Result<(), Rejected> {
        let signature_of = |name: &HeaderName, prefix: &str| {
            let text = request.headers().get(name)?.to_str().ok();
            Some(text.and_then(|text| text.trim().strip_prefix(prefix)).unwrap_or_default())
        };
        let (sha256, sha1) = (signature_of(&SHA256, "sha256="), signature_of(&SHA1, "sha1="));
        if sha256.is_none() && sha1.is_none() {
            return Err(Rejected::new(
                StatusCode::FORBIDDEN,
                "the delivery is not signed: it has no `X-Hub-Signature-256` header",
            ));
        }
        let body = &request.body()[..];
        let signed_with = |secret: &Signer| {
            sha256.is_none_or(|hex| secret.sha256.has_signed(body, hex))
                & sha1.is_none_or(|hex| secret.sha1.has_signed(body, hex))
        };
        // Try all secrets, so that the time taken does not reveal which one matched.
        let any = self.secrets.iter().fold(false, |any, secret| any | signed_with(secret));
        if any {
            Ok(())
        } else {
            Err(Rejected::new(
                StatusCode::FORBIDDEN,
                "the signature does not match the body; check the app secret",
            ))
        }
    }
}
