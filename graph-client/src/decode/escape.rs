//! The escapes of strings.

use super::error::Decoded;
use super::reader::Reader;

/// The value of each hexadecimal digit. That of any other byte is too large for four digits.
const HEX: [u32; 256] = {
    let mut values = [1 << 16; 256];
    let mut at = 0;
    while at < 16 {
        let digits = [b"0123456789abcdef", b"0123456789ABCDEF"];
        values[digits[0][at] as usize] = at as u32;
        values[digits[1][at] as usize] = at as u32;
        at += 1;
    }
    values
};

impl Reader<'_> {
    /// Consumes an escape, and returns its character.
    pub(super) fn escape(&mut self) -> Decoded<char> {
        let start = self.at;
        let c = match self.byte(start + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let Some(unit) = self.utf16_escape(start) else {
                    return Err(self.invalid(start, "four hexadecimal digits"));
                };
                self.at = start + 6;
                return Ok(self.decode_utf16(unit));
            }
            _ => return Err(self.invalid(start, "an escape such as `\\n`")),
        };
        self.at = start + 2;
        Ok(c)
    }

    /// Converts a UTF-16 code unit to a character. Consumes the low surrogate, if one follows.
    fn decode_utf16(&mut self, unit: u32) -> char {
        if let 0xd800..=0xdbff = unit
            && let Some(low @ 0xdc00..=0xdfff) = self.utf16_escape(self.at)
        {
            self.at += 6;
            let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        // The platform truncates strings in the middle of emoji; keep the rest of the string.
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Parses the `\uXXXX` escape at an offset.
    fn utf16_escape(&self, at: usize) -> Option<u32> {
        let Some([b'\\', b'u', digits @ ..]) = self.text.as_bytes().get(at..)?.first_chunk::<6>() else {
            return None;
        };
        let unit = digits.iter().fold(0, |unit, digit| unit << 4 | HEX[usize::from(*digit)]);
        (unit <= 0xffff).then_some(unit)
    }
}
