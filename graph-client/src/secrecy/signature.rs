//! HMAC, in hexadecimal.

use hmac::{Hmac, KeyInit, Mac};

/// HMAC-SHA256 in lower-case hexadecimal.
pub(crate) fn hex_sha256(key: &[u8], message: &[u8]) -> String {
    // Never fails: HMAC accepts keys of any length.
    let Ok(mut mac) = Hmac::<sha2::Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(message);
    mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A secret key, with the part of its HMACs that is the same for all messages.
#[cfg(feature = "webhooks")]
#[derive(Clone)]
pub(crate) struct Key<M>(Option<M>);

#[cfg(feature = "webhooks")]
impl<M: Mac + KeyInit + Clone> Key<M> {
    pub(crate) fn new(key: &[u8]) -> Self {
        // Anyone can sign with an empty secret.
        Self(if key.is_empty() { None } else { <M as KeyInit>::new_from_slice(key).ok() })
    }

    /// Verifies a hexadecimal HMAC of `message` in constant time.
    pub(crate) fn has_signed(&self, message: &[u8], hex: &str) -> bool {
        let mut bytes = [0; 32];
        let (Some(bytes), Some(mac)) = (unhex(hex, &mut bytes), self.0.clone()) else { return false };
        mac.chain_update(message).verify_slice(bytes).is_ok()
    }
}

/// The bytes of a signature in hexadecimal, if `to` has room for them.
#[cfg(feature = "webhooks")]
fn unhex<'a>(hex: &str, to: &'a mut [u8]) -> Option<&'a [u8]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    };
    let (pairs, []) = hex.as_bytes().as_chunks() else { return None };
    let to = to.get_mut(..pairs.len())?;
    for ([high, low], byte) in pairs.iter().zip(&mut *to) {
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(to)
}

#[cfg(all(test, feature = "webhooks"))]
mod tests {
    use super::*;

    #[test]
    fn signatures_have_even_digits_and_fit() {
        let read = |hex: &str| unhex(hex, &mut [0; 2]).map(<[u8]>::to_vec);
        assert_eq!(read("09aF"), Some(vec![0x09, 0xaf]));
        assert_eq!(read("fF"), Some(vec![0xff]));
        assert_eq!(read(""), Some(vec![]));
        for odd in ["0", "0g", "g0", "+1", " 1", "0102030", "010203", "\u{e9}"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }

    #[test]
    fn only_the_whole_signature_of_the_key_is_accepted() {
        let key = Key::<Hmac<sha2::Sha256>>::new(b"key");
        let hex = hex_sha256(b"key", b"message");
        assert!(key.has_signed(b"message", &hex) && key.has_signed(b"message", &hex.to_uppercase()));
        assert!(!key.has_signed(b"messages", &hex) && !key.has_signed(b"message", &hex[2..]));
        assert!(!key.has_signed(b"message", &format!("{hex}00")) && !key.has_signed(b"message", ""));
        assert!(!Key::<Hmac<sha2::Sha256>>::new(b"").has_signed(b"message", &hex_sha256(b"", b"message")));
    }
}
