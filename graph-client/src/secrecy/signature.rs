//! HMAC, in hexadecimal.

use hmac::{Hmac, KeyInit, Mac};

/// HMAC-SHA256 in lower-case hexadecimal.
pub(crate) fn hex_sha256(key: &[u8], message: &[u8]) -> String {
    // Never fails: HMAC accepts keys of any length.
    let Ok(mut mac) = Hmac::<sha2::Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(message);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Verifies a hexadecimal HMAC of `message` in constant time.
#[cfg(feature = "webhooks")]
pub(crate) fn is_signature<M: Mac + KeyInit>(key: &[u8], message: &[u8], hex: &str) -> bool {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    let bytes: Option<Vec<u8>> = hex.as_bytes().chunks(2).map(pair).collect();
    let (Some(bytes), Ok(mut mac)) = (bytes, <M as KeyInit>::new_from_slice(key)) else { return false };
    mac.update(message);
    mac.verify_slice(&bytes).is_ok()
}
