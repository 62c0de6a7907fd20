//! Strings, their escapes, and whatever the platform writes where text belongs.

use std::borrow::Cow;

use super::error::{DecodeError, Decoded};
use super::reader::Reader;
use super::scan;

/// What most strings with escapes fit in.
const USUAL_LENGTH: usize = 128;

impl<'a> Reader<'a> {
    /// Reads a JSON string; half a surrogate pair becomes U+FFFD.
    pub fn string(&mut self) -> Decoded<String> {
        self.owned("a string")
    }

    /// The same, with what was expected in words.
    #[inline(always)]
    fn owned(&mut self, expected: &'static str) -> Decoded<String> {
        let plain = self.plain_part(expected)?;
        if self.byte(self.at) == Some(b'"') {
            self.at += 1;
            return Ok(plain.to_owned());
        }
        self.unescape(plain)
    }

    /// Reads a text: a string, a number or boolean as it is written, `[]` or null as the empty text.
    pub fn text(&mut self) -> Decoded<String> {
        if self.byte(self.at) == Some(b'"') {
            return self.owned("a text");
        }
        if self.null() || self.empty_list() {
            return Ok(String::new());
        }
        self.lenient("a text").map(Cow::into_owned)
    }

    /// Reads a string, number or boolean as text.
    pub(super) fn scalar(&mut self, expected: &'static str) -> Decoded<Cow<'a, str>> {
        match self.peek() {
            Some(b'"') => self.string_slice(expected),
            Some(b'-' | b'0'..=b'9') => self.number().map(Cow::Borrowed),
            Some(b't') if self.literal(b"true") => Ok(Cow::Borrowed("true")),
            Some(b'f') if self.literal(b"false") => Ok(Cow::Borrowed("false")),
            _ => Err(self.at(expected)),
        }
    }

    /// [`scalar`](Self::scalar) of what is text by the schema: anything else is a coercion.
    #[inline]
    pub(super) fn lenient(&mut self, expected: &'static str) -> Decoded<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            self.coerced(expected);
        }
        self.scalar(expected)
    }

    /// Reads a string, borrowed where it has no escapes.
    #[inline]
    pub(super) fn string_slice(&mut self, expected: &'static str) -> Decoded<Cow<'a, str>> {
        let plain = self.plain_part(expected)?;
        if self.byte(self.at) == Some(b'"') {
            self.at += 1;
            return Ok(Cow::Borrowed(plain));
        }
        self.unescape(plain).map(Cow::Owned)
    }

    /// Reads a string as far as it is written plainly.
    #[inline(always)]
    fn plain_part(&mut self, expected: &'static str) -> Decoded<&'a str> {
        if self.byte(self.at) == Some(b'"') {
            self.at += 1;
        } else {
            self.eat(b'"', expected)?;
        }
        let start = self.at;
        self.plain();
        Ok(self.since(start))
    }

    /// Reads a text as [`lenient`](Self::lenient) does and makes something of it, without keeping it.
    #[inline]
    pub(super) fn made_of_text<T>(
        &mut self,
        expected: &'static str,
        make: impl FnOnce(&str) -> T,
    ) -> Decoded<T> {
        if self.peek() != Some(b'"') {
            return self.lenient(expected).map(|text| make(&text));
        }
        let plain = self.plain_part(expected)?;
        if self.byte(self.at) == Some(b'"') {
            self.at += 1;
            return Ok(make(plain));
        }
        self.unescape_to_scratch(plain)?;
        Ok(make(&self.scratch))
    }

    /// Reads the rest of a string that begins with a plain part.
    fn unescape(&mut self, plain: &str) -> Decoded<String> {
        self.unescape_to_scratch(plain)?;
        Ok(self.scratch.as_str().to_owned())
    }

    fn unescape_to_scratch(&mut self, plain: &str) -> Decoded<()> {
        let mut unescaped = std::mem::take(&mut self.scratch);
        unescaped.clear();
        unescaped.reserve(USUAL_LENGTH);
        unescaped.push_str(plain);
        while !self.string_ends()? {
            // The platform escapes every slash.
            match self.byte(self.at + 1) {
                Some(c @ (b'/' | b'"' | b'\\')) => {
                    unescaped.push(char::from(c));
                    self.at += 2;
                }
                _ => unescaped.push(self.escape()?),
            }
            // Often one escape follows the other.
            if self.byte(self.at) != Some(b'\\') {
                let start = self.at;
                self.plain();
                unescaped.push_str(self.since(start));
            }
        }
        self.scratch = unescaped;
        Ok(())
    }

    /// Reads past a string.
    pub(super) fn skip_string(&mut self, expected: &'static str) -> Decoded<()> {
        self.eat(b'"', expected)?;
        self.plain();
        while !self.string_ends()? {
            self.escape()?;
            self.plain();
        }
        Ok(())
    }

    /// Steps over what needs no decoding.
    #[inline]
    fn plain(&mut self) {
        self.at += scan::plain_len(self.text.as_bytes().get(self.at..).unwrap_or_default());
    }

    /// Behind a plain part: consumes the closing quote, or says that an escape is next.
    #[inline]
    fn string_ends(&mut self) -> Decoded<bool> {
        match self.byte(self.at) {
            Some(b'"') => {
                self.at += 1;
                Ok(true)
            }
            Some(b'\\') => Ok(false),
            Some(_) => {
                let found = "a bare control character".to_owned();
                Err(DecodeError::expected("an escape", found, self.at))
            }
            None => Err(self.at("the end of the string")),
        }
    }

    fn escape(&mut self) -> Decoded<char> {
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
                let Some(unit) = self.unit(start) else {
                    return Err(self.invalid(start, "four hexadecimal digits"));
                };
                self.at = start + 6;
                return Ok(self.character(unit));
            }
            _ => return Err(self.invalid(start, "an escape such as `\\n`")),
        };
        self.at = start + 2;
        Ok(c)
    }

    /// The character of a UTF-16 unit that has been read, consuming its other half, if that follows.
    fn character(&mut self, unit: u32) -> char {
        if let 0xd800..=0xdbff = unit
            && let Some(low @ 0xdc00..=0xdfff) = self.unit(self.at)
        {
            self.at += 6;
            let code = 0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            return char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        // The platform cuts texts in the middle of emoji; a lone half is no reason to lose the rest.
        char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The UTF-16 unit that is escaped at a place.
    fn unit(&self, at: usize) -> Option<u32> {
        let digits = self.text.as_bytes().get(at..at + 6)?.strip_prefix(b"\\u")?;
        digits.iter().try_fold(0, |unit, digit| Some(unit * 16 + char::from(*digit).to_digit(16)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string(body: &str) -> String {
        let skipped = Reader::whole(body.as_bytes(), |r| r.skip());
        match Reader::whole(body.as_bytes(), |r| r.string()) {
            Ok(text) => {
                assert_eq!(skipped, Ok(()), "{body}");
                text
            }
            Err(error) => {
                assert!(skipped.is_err() || !body.starts_with('"'), "{body}");
                error.to_string()
            }
        }
    }

    #[test]
    fn escapes() {
        for (body, text) in [
            (r#""""#, ""),
            (r#""plain é 👍 text, longer than eight""#, "plain é 👍 text, longer than eight"),
            (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r#""a\u00e9b\u00E9""#, "aébé"),
            (r#""\ud83d\udc4d!""#, "👍!"),
            (r#""\u002528""#, "%28"),
            (r#""\u0000""#, "\0"),
            (r#""ends in \\""#, "ends in \\"),
            (r#""x\ud83d""#, "x\u{fffd}"),
            (r#""\ud83d x""#, "\u{fffd} x"),
            (r#""\udc4d\ud83d""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\ud83d\udc4d""#, "\u{fffd}👍"),
            (r#""\ud83d\u0041""#, "\u{fffd}A"),
            (r#""\ud83d\n""#, "\u{fffd}\n"),
            (r#""\uffff""#, "\u{ffff}"),
        ] {
            assert_eq!(string(body), text);
        }
    }

    #[test]
    fn bad_strings() {
        for (body, message) in [
            ("\"open", "expected the end of the string, found the end of the text (byte 5)"),
            ("\"a\nb\"", "expected an escape, found a bare control character (byte 2)"),
            (r#""\x""#, "expected an escape such as `\\n`, found \\x (byte 1)"),
            (r#""\"#, "expected an escape such as `\\n`, found \\ (byte 1)"),
            (r#""\é""#, "expected an escape such as `\\n`, found \\é (byte 1)"),
            (r#""\u12g4""#, "expected four hexadecimal digits, found \\u12g4 (byte 1)"),
            (r#""\u12"#, "expected four hexadecimal digits, found \\u12 (byte 1)"),
            (r#""\u+123""#, "expected four hexadecimal digits, found \\u+123 (byte 1)"),
            (r#""\ud83d\u12""#, "expected four hexadecimal digits, found \\u12 (byte 7)"),
            (r#""\u12é4""#, "expected four hexadecimal digits, found \\u12é4 (byte 1)"),
            ("17", "expected a string, found 17 (byte 0)"),
        ] {
            assert_eq!(string(body), message);
        }
    }

    #[test]
    fn texts() {
        for (body, expected) in [
            (r#""a\nb""#, "a\nb"),
            ("17", "17"),
            ("-4.50", "-4.50"),
            ("9007199254740993", "9007199254740993"),
            ("true", "true"),
            ("false", "false"),
            ("null", ""),
            ("[]", ""),
            ("[ ]", ""),
            ("[1]", "expected a text, found a list (byte 0)"),
            ("{}", "expected a text, found an object (byte 0)"),
            ("truth", "expected a text, found truth (byte 0)"),
            ("01", "expected the end of the text, found 1 (byte 1)"),
        ] {
            let text = Reader::whole(body.as_bytes(), |r| r.text());
            assert_eq!(text.unwrap_or_else(|error| error.to_string()), expected);
        }
    }
}
