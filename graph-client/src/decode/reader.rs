//! The position in a JSON document, and the primitive read operations.

use std::borrow::Cow;

use super::error::{DecodeError, Decoded};
use super::found;
use super::note::{Notes, Noticed};

/// The tags of a union, and of those that it is the content of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tags([Option<&'static str>; 3]);

impl Tags {
    /// The same with another tag.
    pub(crate) fn with(mut self, tag: &'static str) -> Self {
        if let Some(free) = self.0.iter_mut().find(|known| known.is_none()) {
            *free = Some(tag);
        }
        self
    }

    /// Whether a member is a tag.
    #[inline]
    pub(crate) fn has(&self, key: &str) -> bool {
        self.0.contains(&Some(key))
    }
}

/// A string, number or boolean as text.
pub(crate) struct Word<'a> {
    /// Where it begins, in bytes.
    offset: usize,
    pub(crate) text: Cow<'a, str>,
}

/// A forward-only JSON reader.
pub struct Reader<'a> {
    /// Validated as UTF-8 once, so that strings can be slices of it.
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// The number of open objects and lists.
    pub(super) depth: usize,
    /// Reused buffer for unescaping strings.
    pub(super) scratch: String,
    /// Set when a member is skipped, so that `object_with_rest` knows to keep the whole value.
    pub(super) dropped: bool,
    /// Collects deviations from the schema, in strict mode.
    pub(super) notes: Option<&'a Notes>,
    /// The members of the next object that have been read already: the tags of its unions.
    tags: Option<Tags>,
}

impl<'a> Reader<'a> {
    /// Creates a reader at the start of `body`.
    ///
    /// # Errors
    ///
    /// If `body` is not valid UTF-8.
    pub fn new(body: &'a [u8]) -> Decoded<Self> {
        match std::str::from_utf8(body) {
            Ok(text) => Ok(Self {
                text,
                at: 0,
                depth: 0,
                scratch: String::new(),
                dropped: false,
                notes: None,
                tags: None,
            }),
            Err(error) => Err(DecodeError::not_utf8(error.valid_up_to())),
        }
    }

    /// Reads `body` as a single value.
    ///
    /// # Errors
    ///
    /// If `body` is not valid UTF-8, if `read` fails, or if data follows the value.
    pub fn whole<T>(body: &[u8], read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>) -> Decoded<T> {
        Reader::new(body)?.read_all(read)
    }

    /// Reads the remaining input as a single value.
    pub(crate) fn read_all<T>(self, read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>) -> Decoded<T> {
        let mut reader = self;
        let value = read(&mut reader).map_err(|mut error| {
            error.within(0);
            error
        })?;
        reader.finish()?;
        Ok(value)
    }

    /// Checks that only whitespace remains.
    ///
    /// # Errors
    ///
    /// If other data remains.
    pub fn finish(&mut self) -> Decoded<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.at("the end of the input")),
        }
    }

    /// Skips whitespace and returns the next byte without consuming it.
    #[inline]
    pub fn peek(&mut self) -> Option<u8> {
        match self.byte(self.at) {
            // Most responses have no whitespace.
            Some(next) if next > b' ' => Some(next),
            _ => self.peek_after_space(),
        }
    }

    #[inline(never)]
    fn peek_after_space(&mut self) -> Option<u8> {
        loop {
            match self.byte(self.at) {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                next => return next,
            }
        }
    }

    /// Where the value after an offset begins.
    #[cold]
    pub(super) fn after_space(&self, offset: usize) -> usize {
        let rest = self.text.get(offset..).unwrap_or_default();
        offset + rest.len() - rest.trim_start_matches([' ', '\n', '\t', '\r']).len()
    }

    /// Consumes `null`, if it is next.
    #[inline]
    pub fn null(&mut self) -> bool {
        self.peek() == Some(b'n') && self.literal(b"null")
    }

    /// Says that members of the next object have been read already.
    pub(crate) fn set_tags(&mut self, tags: Tags) {
        self.tags = Some(tags);
    }

    /// The members of the object that is next that have been read already.
    #[inline]
    pub(crate) fn take_tags(&mut self) -> Option<Tags> {
        // Hardly any object has some, and to look is cheaper than to move them.
        if self.tags.is_none() { None } else { self.tags.take() }
    }

    /// Whether a member was skipped since the last call.
    #[inline]
    pub(crate) fn take_dropped(&mut self) -> bool {
        std::mem::take(&mut self.dropped)
    }

    /// Sets whether a member was skipped. Returns what it was.
    #[inline]
    pub(crate) fn swap_dropped(&mut self, dropped: bool) -> bool {
        std::mem::replace(&mut self.dropped, dropped)
    }

    /// Reads something that is read once more: without notes.
    pub(crate) fn quietly<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let (notes, dropped) = (self.notes.take(), self.dropped);
        let read = read(self);
        (self.notes, self.dropped) = (notes, dropped);
        read
    }

    /// Returns to an earlier offset of the same value.
    pub(crate) fn return_to(&mut self, offset: usize) {
        self.back_to(offset);
    }

    /// Whether deviations from the schema are recorded.
    pub(crate) fn is_noting(&self) -> bool {
        self.notes.is_some()
    }

    /// A part of the input.
    pub(crate) fn text_between(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The input from an offset to the current one.
    pub(crate) fn text_since(&self, start: usize) -> &'a str {
        self.since(start)
    }

    /// Looks for a member of the object that is next. The object itself is read afterwards.
    pub(crate) fn find_member(&mut self, name: &str) -> Decoded<Option<Word<'a>>> {
        self.peek();
        let start = self.at;
        self.at += 1;
        let is_empty = self.peek() == Some(b'}');
        let found = if is_empty { None } else { self.search(name)? };
        self.at = start;
        Ok(found)
    }

    /// Looks for a member of the object that is being read, after the value that is next. The members are read
    /// afterwards.
    pub(crate) fn find_ahead(&mut self, name: &str) -> Decoded<Option<Word<'a>>> {
        let start = self.at;
        self.skip()?;
        let found = if self.has_more(b'}')? { self.search(name)? } else { None };
        self.at = start;
        Ok(found)
    }

    /// Looks for a member of an object, with the reader at a key of it.
    fn search(&mut self, name: &str) -> Decoded<Option<Word<'a>>> {
        loop {
            let key = self.key()?;
            if key == name {
                return self.word();
            }
            self.skip()?;
            if !self.has_more(b'}')? {
                return Ok(None);
            }
        }
    }

    /// Reads any value, and returns its text if it is a string, number or boolean.
    pub(crate) fn word(&mut self) -> Decoded<Option<Word<'a>>> {
        let next = self.peek();
        let offset = self.at;
        let text = match next {
            Some(b'"') => self.string_slice("a string")?,
            Some(b'{' | b'[' | b'n') => return self.skip().map(|()| None),
            _ => Cow::Borrowed(self.raw()?),
        };
        Ok(Some(Word { offset, text }))
    }

    /// Records that the schema does not know a word.
    pub(crate) fn unknown_word(&self, word: &Word<'_>) {
        self.note(word.offset, Noticed::UnknownWord);
    }

    /// Goes to another offset.
    #[inline]
    pub(super) fn back_to(&mut self, offset: usize) {
        self.at = offset;
    }

    /// The current offset, in bytes.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The error that `expected` was not found at the current offset.
    pub fn at(&self, expected: &'static str) -> DecodeError {
        self.invalid(self.at, expected)
    }

    /// The error that `expected` was not found at offset `start`.
    #[cold]
    pub fn invalid(&self, start: usize, expected: &'static str) -> DecodeError {
        let offset = self.after_space(start);
        let rest = self.text.get(offset..).unwrap_or_default();
        DecodeError::expected(expected, found::describe(rest), offset)
    }

    /// Enables recording of deviations from the schema.
    pub(crate) fn noting(mut self, notes: Option<&'a Notes>) -> Self {
        self.notes = notes;
        self
    }

    /// Records a deviation at an offset.
    #[inline]
    pub(super) fn note(&self, offset: usize, noticed: Noticed) {
        if let Some(notes) = self.notes {
            notes.push(offset, noticed);
        }
    }

    /// Records that the next value has another representation than the schema's.
    #[inline]
    pub(super) fn coerced(&mut self, expected: &'static str) {
        if self.notes.is_some() {
            self.peek();
            self.note(self.at, Noticed::Coerced(expected));
        }
    }

    /// The input from the current offset on.
    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    #[inline]
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// The input from offset `start` to the current offset.
    #[inline]
    pub(crate) fn since(&self, start: usize) -> &'a str {
        // Both ends are character boundaries, so this never falls back to the default.
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Consumes a literal, if it is next.
    #[inline]
    pub(super) fn literal(&mut self, literal: &[u8]) -> bool {
        let end = self.at + literal.len();
        let is_next = self.text.as_bytes().get(self.at..end) == Some(literal);
        if is_next {
            self.at = end;
        }
        is_next
    }

    /// Consumes `byte` after optional whitespace, or fails with what was expected.
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
    fn whole_reads_exactly_one_value() {
        assert_eq!(Reader::whole(b" true \r\n\t", |r| r.skip()), Ok(()));
        for (body, message) in [
            (&b"true false"[..], "expected the end of the input, found false (byte 5)"),
            (b"{} }", "expected the end of the input, found `}` (byte 3)"),
            (b"", "expected a value, found the end of the input (byte 0)"),
            (b"  ", "expected a value, found the end of the input (byte 2)"),
            (b"\"a\xff\"", "invalid UTF-8 (byte 2)"),
            (b"\xef\xbb\xbf1", "expected a value, found \u{feff}1 (byte 0)"),
        ] {
            assert_eq!(Reader::whole(body, |r| r.skip()).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn null_consumes_only_null() {
        let mut reader = Reader::new(b" null nul").unwrap();
        assert!(reader.null());
        assert!(!reader.null());
        assert_eq!((reader.offset(), reader.peek()), (6, Some(b'n')));
        assert_eq!(reader.at("a date").to_string(), "expected a date, found nul (byte 6)");
        assert_eq!(reader.invalid(0, "a date").to_string(), "expected a date, found null (byte 1)");
        assert_eq!(
            reader.invalid(99, "a date").to_string(),
            "expected a date, found the end of the input (byte 99)"
        );
    }

    #[test]
    fn errors_without_an_offset_default_to_the_start() {
        let error = Reader::whole(b"{}", |_| Decoded::<()>::Err(DecodeError::missing("id"))).unwrap_err();
        assert_eq!((error.missing_field(), error.offset()), (Some("id"), 0));
    }
}
