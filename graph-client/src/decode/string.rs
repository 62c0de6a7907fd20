//! Strings, their escapes, and other values that the platform sends in place of strings.

use std::borrow::Cow;

use super::error::{DecodeError, Decoded};
use super::reader::Reader;
use super::scan;

/// The initial capacity for unescaping, enough for most strings.
const INITIAL_CAPACITY: usize = 128;

impl<'a> Reader<'a> {
    /// Reads a JSON string. Lone surrogates become U+FFFD.
    ///
    /// # Errors
    ///
    /// If the value is not a string or is malformed.
    pub fn string(&mut self) -> Decoded<String> {
        self.owned_string("a string")
    }

    /// Like [`string`](Self::string), with what was expected for the error message.
    #[inline]
    fn owned_string(&mut self, expected: &'static str) -> Decoded<String> {
        self.string_slice(expected).map(Cow::into_owned)
    }

    /// Reads a scalar as a string: numbers and booleans as written, `[]` and null as the empty string.
    ///
    /// # Errors
    ///
    /// If the value is an object or a non-empty list, or is malformed.
    #[inline]
    pub fn text(&mut self) -> Decoded<String> {
        match self.start_of_string() {
            Some((plain, true)) => Ok(plain.to_owned()),
            Some((plain, false)) => self.unescape(plain),
            None => self.other_text(),
        }
    }

    /// [`text`](Self::text) of anything but a string.
    #[inline(never)]
    fn other_text(&mut self) -> Decoded<String> {
        if self.null() || self.empty_list() {
            return Ok(String::new());
        }
        self.lenient("a string").map(Cow::into_owned)
    }

    /// Reads a string, number or boolean as a string.
    pub(super) fn scalar(&mut self, expected: &'static str) -> Decoded<Cow<'a, str>> {
        match self.peek() {
            Some(b'"') => self.string_slice(expected),
            Some(b'-' | b'0'..=b'9') => self.number().map(Cow::Borrowed),
            Some(b't') if self.literal(b"true") => Ok(Cow::Borrowed("true")),
            Some(b'f') if self.literal(b"false") => Ok(Cow::Borrowed("false")),
            _ => Err(self.at(expected)),
        }
    }

    /// Like [`scalar`](Self::scalar), for a string in the schema: any other value is recorded as a coercion.
    #[inline]
    pub(super) fn lenient(&mut self, expected: &'static str) -> Decoded<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            self.coerced(expected);
        }
        self.scalar(expected)
    }

    /// Reads a string, borrowed if it has no escapes.
    #[inline]
    pub(super) fn string_slice(&mut self, expected: &'static str) -> Decoded<Cow<'a, str>> {
        match self.start_of_string() {
            Some((plain, true)) => Ok(Cow::Borrowed(plain)),
            Some((plain, false)) => self.unescape(plain).map(Cow::Owned),
            None => self.string_after_space(expected),
        }
    }

    #[inline(never)]
    fn string_after_space(&mut self, expected: &'static str) -> Decoded<Cow<'a, str>> {
        match self.peek() {
            Some(b'"') => self.string_slice(expected),
            _ => Err(self.at(expected)),
        }
    }

    /// Reads the start of a string, up to the first escape, or the whole string if it has none. Returns whether it is
    /// the whole. `None` if no quote is next.
    #[inline(always)]
    fn start_of_string(&mut self) -> Option<(&'a str, bool)> {
        let [b'"', content @ ..] = self.text.as_bytes().get(self.at..)? else { return None };
        let start = self.at + 1;
        let end = start + scan::plain_len(content);
        // Where a quote stands, the compiler knows that a character begins.
        if self.byte(end) == Some(b'"') {
            let plain = self.text.get(start..end)?;
            self.at = end + 1;
            Some((plain, true))
        } else {
            self.at = end;
            Some((self.since(start), false))
        }
    }

    /// Like [`lenient`](Self::lenient), but passes the string to `make` without allocating for it.
    #[inline]
    pub(super) fn parse_text<T>(
        &mut self,
        expected: &'static str,
        make: impl FnOnce(&str) -> T,
    ) -> Decoded<T> {
        if self.peek() != Some(b'"') {
            return self.lenient(expected).map(|text| make(&text));
        }
        match self.start_of_string() {
            Some((plain, true)) => Ok(make(plain)),
            Some((plain, false)) => {
                self.unescape_to_scratch(plain)?;
                Ok(make(&self.scratch))
            }
            None => Err(self.at(expected)),
        }
    }

    /// Reads the rest of a string, after its unescaped start `plain`.
    #[inline(never)]
    fn unescape(&mut self, plain: &str) -> Decoded<String> {
        self.unescape_to_scratch(plain)?;
        Ok(self.scratch.as_str().to_owned())
    }

    fn unescape_to_scratch(&mut self, plain: &str) -> Decoded<()> {
        let mut unescaped = std::mem::take(&mut self.scratch);
        unescaped.clear();
        unescaped.reserve(INITIAL_CAPACITY);
        unescaped.push_str(plain);
        while !self.end_of_string()? {
            // The platform escapes every slash.
            match self.byte(self.at + 1) {
                Some(b'/') => {
                    unescaped.push('/');
                    self.at += 2;
                }
                _ => unescaped.push(self.escape()?),
            }
            // Escapes often follow each other directly.
            if self.byte(self.at) != Some(b'\\') {
                self.push_plain(&mut unescaped);
            }
        }
        self.scratch = unescaped;
        Ok(())
    }

    /// Appends the characters up to the next one that needs unescaping.
    #[inline]
    fn push_plain(&mut self, to: &mut String) {
        /// Longer parts are quicker to find and copy at once.
        const WORDS: usize = 3;
        for _ in 0..WORDS {
            // Eight bytes that are cut again are quicker to copy than a number of bytes that varies.
            let Some(word) = self.text.get(self.at..self.at + 8) else { break };
            let length = word.as_bytes().first_chunk().map_or(0, scan::plain_in_word);
            to.push_str(word);
            self.at += length;
            if length < 8 {
                to.truncate(to.len() + length - 8);
                return;
            }
        }
        let start = self.at;
        self.skip_plain();
        to.push_str(self.since(start));
    }

    /// Skips a string.
    #[inline]
    pub(super) fn skip_string(&mut self, expected: &'static str) -> Decoded<()> {
        if let [b'"', content @ ..] = self.rest() {
            let end = self.at + 1 + scan::plain_len(content);
            if self.byte(end) == Some(b'"') {
                self.at = end + 1;
                return Ok(());
            }
        }
        self.skip_other_string(expected)
    }

    /// Skips a string with escapes, or after space.
    #[inline(never)]
    fn skip_other_string(&mut self, expected: &'static str) -> Decoded<()> {
        self.eat(b'"', expected)?;
        self.skip_plain();
        while !self.end_of_string()? {
            self.escape()?;
            self.skip_plain();
        }
        Ok(())
    }

    /// Skips characters that need no unescaping.
    #[inline]
    fn skip_plain(&mut self) {
        self.at += scan::plain_len(self.text.as_bytes().get(self.at..).unwrap_or_default());
    }

    /// After unescaped characters: consumes the closing quote and returns true, or returns false at an escape.
    #[inline]
    fn end_of_string(&mut self) -> Decoded<bool> {
        match self.byte(self.at) {
            Some(b'"') => {
                self.at += 1;
                Ok(true)
            }
            Some(b'\\') => Ok(false),
            Some(_) => {
                let found = "an unescaped control character".to_owned();
                Err(DecodeError::expected("an escape", found, self.at))
            }
            None => Err(self.at("the end of the string")),
        }
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
    fn unescapes_strings() {
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
    fn reports_malformed_strings() {
        for (body, message) in [
            ("\"open", "expected the end of the string, found the end of the input (byte 5)"),
            ("\"a\nb\"", "expected an escape, found an unescaped control character (byte 2)"),
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
    fn text_accepts_scalars_and_empty_values() {
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
            ("[1]", "expected a string, found a list (byte 0)"),
            ("{}", "expected a string, found an object (byte 0)"),
            ("truth", "expected a string, found truth (byte 0)"),
            ("01", "expected the end of the input, found 1 (byte 1)"),
        ] {
            let text = Reader::whole(body.as_bytes(), |r| r.text());
            assert_eq!(text.unwrap_or_else(|error| error.to_string()), expected);
        }
    }
}
