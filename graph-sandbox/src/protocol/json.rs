//! JSON text as the platform writes it.

use std::io;

use serde::Serialize;
use serde_json::{Value, ser::Formatter};

/// Writes JSON as the platform does: slashes and everything outside ASCII are escaped.
pub(crate) fn to_text(value: &Value) -> String {
    let mut out = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, PlatformJson);
    match value.serialize(&mut serializer) {
        Ok(()) => String::from_utf8(out).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

struct PlatformJson;

impl Formatter for PlatformJson {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        for c in fragment.chars() {
            match c {
                '/' => writer.write_all(b"\\/")?,
                ' '..='~' => writer.write_all(&[c as u8])?,
                _ => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        write!(writer, "\\u{unit:04x}")?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn slashes_and_non_ascii_are_escaped() {
        let value = json!({ "a": "http://x/ \"é😀\"\n" });
        let text = to_text(&value);
        assert_eq!(text, r#"{"a":"http:\/\/x\/ \"\u00e9\ud83d\ude00\"\n"}"#);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
