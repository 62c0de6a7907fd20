//! Signatures of notification bodies.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::Sha256;

/// The two signature headers of a body.
pub(crate) fn signatures(secret: &str, body: &[u8]) -> [(&'static str, String); 2] {
    let key = secret.as_bytes();
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let sha1 = Hmac::<Sha1>::new_from_slice(key).map(|mac| mac.chain_update(body).finalize().into_bytes());
    let sha256 =
        Hmac::<Sha256>::new_from_slice(key).map(|mac| mac.chain_update(body).finalize().into_bytes());
    [
        ("x-hub-signature", format!("sha1={}", sha1.map(|sum| hex(&sum)).unwrap_or_default())),
        ("x-hub-signature-256", format!("sha256={}", sha256.map(|sum| hex(&sum)).unwrap_or_default())),
    ]
}
