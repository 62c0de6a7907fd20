//! Writes text into a form.

use std::{fmt, io};

use crate::secrecy::encode_into;

/// Percent-encodes everything written to it.
pub(super) struct Encoder<'a>(pub(super) &'a mut String);

impl fmt::Write for Encoder<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        encode_into(self.0, text);
        Ok(())
    }
}

impl io::Write for Encoder<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // `serde_json` writes whole characters.
        match std::str::from_utf8(bytes) {
            Ok(text) => encode_into(self.0, text),
            Err(error) => return Err(io::Error::other(error)),
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
