//! Percent-encoding of paths, queries and forms.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986.
pub(crate) const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Also leaves characters that need no encoding in a query or form, so that lists of fields stay readable.
const IN_QUERY: &AsciiSet = &UNRESERVED.remove(b',').remove(b'(').remove(b')').remove(b':').remove(b'/');

/// Appends `text`, encoded as a name or value of a query or form.
pub(crate) fn encode_into(out: &mut String, text: &str) {
    // Fast path: most values, such as lists of fields, need no encoding.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b',' | b'.' | b'-');
    match text.bytes().all(is_plain) {
        true => out.push_str(text),
        false => out.extend(utf8_percent_encode(text, IN_QUERY)),
    }
}

/// The decoded names and values of a query.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

/// Decodes a name or value of a query, in which `+` is a space.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
