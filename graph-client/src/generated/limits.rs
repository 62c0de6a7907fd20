//! Limits of parameters that generated code checks by itself.

use crate::error::{Error, ErrorKind};

/// How many characters a text has, also while it is compiled.
pub const fn characters(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        // What continues a character begins with the bits 10.
        if bytes[at] & 0xc0 != 0x80 {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The error of plain data that breaks a rule of the schema.
pub fn refused(param: &str, reason: &str) -> Error {
    Error::new(ErrorKind::Request, format!("the parameter `{param}` cannot be sent: {reason}"))
}
