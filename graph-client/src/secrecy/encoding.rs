//! Percent-encoding of paths, queries and forms.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// RFC 3986's unreserved characters stay as they are.
pub(crate) const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// In a query or form these mean themselves too, and a list of fields stays readable.
const IN_QUERY: &AsciiSet = &UNRESERVED.remove(b',').remove(b'(').remove(b')').remove(b':').remove(b'/');

/// Writes text as a name or value of a query or form.
pub(crate) fn encode_into(out: &mut String, text: &str) {
    // Most texts mean themselves, such as lists of fields.
    let means_itself = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b',' | b'.' | b'-');
    match text.bytes().all(means_itself) {
        true => out.push_str(text),
        false => out.extend(utf8_percent_encode(text, IN_QUERY)),
    }
}

/// Names and values of a query.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> + '_ {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decoded(name), decoded(value))
    })
}

/// A name or value of a query, where `+` stands for a blank.
pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
