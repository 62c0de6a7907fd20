//! Percent-encoding of paths, queries and forms.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str};

/// Everything but the unreserved characters of RFC 3986.
pub(crate) const UNRESERVED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Whether a byte needs no encoding in a query or form. Also some that RFC 3986 reserves, so that lists of fields stay
/// readable.
static IS_PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = (byte as u8).is_ascii_alphanumeric()
            || matches!(byte as u8, b'-' | b'.' | b'_' | b'~' | b',' | b'(' | b')' | b':' | b'/');
        byte += 1;
    }
    table
};

/// Appends `text`, encoded as a name or value of a query or form.
pub(crate) fn encode_into(out: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.reserve(text.len());
    let mut rest = text;
    loop {
        let plain = rest.bytes().position(|byte| !IS_PLAIN[usize::from(byte)]).unwrap_or(rest.len());
        // The first byte that is not plain begins a character.
        let (plain, others) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        out.push_str(plain);
        let length = others.bytes().position(|byte| IS_PLAIN[usize::from(byte)]).unwrap_or(others.len());
        let (others, after) = others.split_at_checked(length).unwrap_or((others, ""));
        for byte in others.bytes() {
            let digit = |bits: u8| char::from(HEX[usize::from(bits & 15)]);
            match byte {
                b' ' => out.push_str("%20"),
                _ => out.extend(['%', digit(byte >> 4), digit(byte)]),
            }
        }
        if after.is_empty() {
            return;
        }
        rest = after;
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

#[cfg(test)]
mod tests {
    use percent_encoding::utf8_percent_encode;

    use super::*;

    #[test]
    fn every_character_is_encoded_unless_it_is_plain() {
        const IN_QUERY: &AsciiSet =
            &UNRESERVED.remove(b',').remove(b'(').remove(b')').remove(b':').remove(b'/');
        let encoded = |text: &str| {
            let mut encoded = "=".to_owned();
            encode_into(&mut encoded, text);
            encoded
        };
        for first in (0..0x180).chain([0x20ac, 0x1f44d]).filter_map(char::from_u32) {
            for text in [format!("{first}"), format!("a{first}{first}b"), format!("{first}~ {first}")] {
                assert_eq!(encoded(&text), format!("={}", utf8_percent_encode(&text, IN_QUERY)), "{text:?}");
            }
        }
        assert_eq!(encoded(""), "=");
    }
}
