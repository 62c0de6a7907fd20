//! Signatures of notification bodies, and `signed_request`.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
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

/// A `signed_request` about a person, as sent to the callbacks for deauthorization and data deletion.
pub(crate) fn signed_request(secret: &str, person: &str, time: i64) -> String {
    let members: Value = json!({ "algorithm": "HMAC-SHA256", "issued_at": time, "user_id": person });
    let payload = URL_SAFE_NO_PAD.encode(members.to_string());
    let sum = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .map(|mac| mac.chain_update(payload.as_bytes()).finalize().into_bytes());
    format!("{}.{payload}", sum.map(|sum| URL_SAFE_NO_PAD.encode(sum)).unwrap_or_default())
}
