//! The place in a JSON text, and the small steps all reading is made of.

use super::error::{DecodeError, Decoded};
use super::found;
use super::note::{Notes, Noticed};

/// Reads a JSON text once, front to back.
pub struct Reader<'a> {
    /// Checked to be UTF-8 once, so that strings are slices of it.
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// How many objects and lists are being read.
    pub(super) depth: usize,
    /// Where strings with escapes are put together; kept, so that it is allocated once.
    pub(super) scratch: String,
    /// Whether a member was skipped since this was last set: what collects members keeps the whole value then.
    pub(super) dropped: bool,
    /// Where to write down what is not as the schema says, in strict mode.
    pub(super) notes: Option<&'a Notes>,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of a text.
    pub fn new(body: &'a [u8]) -> Decoded<Self> {
        match std::str::from_utf8(body) {
            Ok(text) => {
                Ok(Self { text, at: 0, depth: 0, scratch: String::new(), dropped: false, notes: None })
            }
            Err(error) => Err(DecodeError::not_utf8(error.valid_up_to())),
        }
    }

    /// Reads a text that is one value and nothing behind it.
    pub fn whole<T>(body: &[u8], read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>) -> Decoded<T> {
        Reader::new(body)?.read_all(read)
    }

    /// Reads what is left as one value and nothing behind it.
    pub(crate) fn read_all<T>(self, read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>) -> Decoded<T> {
        let mut reader = self;
        let value = read(&mut reader).map_err(|mut error| {
            error.within(0);
            error
        })?;
        reader.finish()?;
        Ok(value)
    }

    /// Checks that only space follows.
    pub fn finish(&mut self) -> Decoded<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.at("the end of the text")),
        }
    }

    /// The next byte that is not space, without consuming it.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        loop {
            match self.byte(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                next => return next,
            }
        }
    }

    /// Consumes `null`, if it is next.
    #[inline]
    pub fn null(&mut self) -> bool {
        self.peek() == Some(b'n') && self.literal(b"null")
    }

    /// Goes back to an earlier place.
    #[inline]
    pub(super) fn back_to(&mut self, offset: usize) {
        self.at = offset;
    }

    /// How many bytes have been read.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The error that something else was expected here.
    pub fn at(&self, expected: &'static str) -> DecodeError {
        self.invalid(self.at, expected)
    }

    /// The error that something else was expected at an earlier place.
    #[cold]
    pub fn invalid(&self, start: usize, expected: &'static str) -> DecodeError {
        let from_start = self.text.get(start..).unwrap_or_default();
        let rest = from_start.trim_start_matches([' ', '\n', '\t', '\r']);
        let offset = start + from_start.len() - rest.len();
        DecodeError::expected(expected, found::describe(rest), offset)
    }

    /// The same reader, writing down what is not as the schema says.
    pub(crate) fn noting(mut self, notes: Option<&'a Notes>) -> Self {
        self.notes = notes;
        self
    }

    /// Notes that the value at a place is not as the schema says.
    #[inline]
    pub(super) fn note(&self, offset: usize, noticed: Noticed) {
        if let Some(notes) = self.notes {
            notes.push(offset, noticed);
        }
    }

    /// Notes that the next value is not in the form that the schema says.
    #[inline]
    pub(super) fn coerced(&mut self, expected: &'static str) {
        if self.notes.is_some() {
            self.peek();
            self.note(self.at, Noticed::Coerced(expected));
        }
    }

    #[inline]
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The text from an earlier place up to here.
    #[inline]
    pub(super) fn since(&self, start: usize) -> &'a str {
        // Both ends are next to ASCII bytes, so this is never the empty default.
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Consumes a word, if it is next.
    #[inline]
    pub(super) fn literal(&mut self, word: &[u8]) -> bool {
        let end = self.at + word.len();
        let next = self.text.as_bytes().get(self.at..end) == Some(word);
        if next {
            self.at = end;
        }
        next
    }

    /// Consumes one byte, or says what was expected.
    #[inline]
    pub(super) fn eat(&mut self, byte: u8, expected: &'static str) -> Decoded<()> {
        if self.peek() != Some(byte) {
            return Err(self.at(expected));
        }
        self.at += 1;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_texts() {
        assert_eq!(Reader::whole(b" true \r\n\t", |r| r.skip()), Ok(()));
        for (body, message) in [
            (&b"true false"[..], "expected the end of the text, found false (byte 5)"),
            (b"{} }", "expected the end of the text, found `}` (byte 3)"),
            (b"", "expected a value, found the end of the text (byte 0)"),
            (b"  ", "expected a value, found the end of the text (byte 2)"),
            (b"\"a\xff\"", "the text is not UTF-8 (byte 2)"),
            (b"\xef\xbb\xbf1", "expected a value, found \u{feff}1 (byte 0)"),
        ] {
            assert_eq!(Reader::whole(body, |r| r.skip()).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn nulls() {
        let mut reader = Reader::new(b" null nul").unwrap();
        assert!(reader.null());
        assert!(!reader.null());
        assert_eq!((reader.offset(), reader.peek()), (6, Some(b'n')));
        assert_eq!(reader.at("a date").to_string(), "expected a date, found nul (byte 6)");
        assert_eq!(reader.invalid(0, "a date").to_string(), "expected a date, found null (byte 1)");
        assert_eq!(
            reader.invalid(99, "a date").to_string(),
            "expected a date, found the end of the text (byte 99)"
        );
    }

    #[test]
    fn errors_without_a_place_get_the_beginning() {
        let error = Reader::whole(b"{}", |_| Decoded::<()>::Err(DecodeError::missing("id"))).unwrap_err();
        assert_eq!((error.missing_field(), error.offset()), (Some("id"), 0));
    }
}
