//! Limits of parameters that generated code checks itself.

use crate::error::{Error, ErrorKind};

/// The number of characters of a string; `str::chars` is not available in const evaluation.
pub const fn characters(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        // Continuation bytes start with the bits 10.
        if bytes[at] & 0xc0 != 0x80 {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The error for plain data that violates a rule of the schema.
pub fn refused(param: &str, reason: &str) -> Error {
    Error::new(ErrorKind::Request, format!("invalid parameter `{param}`: {reason}"))
}
