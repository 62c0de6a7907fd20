//! HMAC, in hexadecimal.

use hmac::{Hmac, KeyInit, Mac};

/// HMAC-SHA256 in lower-case hexadecimal.
pub(crate) fn hex_sha256(key: &[u8], message: &[u8]) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<sha2::Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(message);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}
