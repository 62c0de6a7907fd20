//! Maps and lists, and what all containers share: brackets, commas, depth limit, error paths.

use std::borrow::Cow;

use super::error::{DecodeError, Decoded};
use super::note::Noticed;
use super::reader::Reader;

/// The maximum nesting depth. Prevents a stack overflow in recursive types.
const MAX_DEPTH: usize = 128;

impl<'a> Reader<'a> {
    /// Reads a map. Calls `each` with every key, with the reader at the value. `[]` and null are read as the empty
    /// map.
    ///
    /// # Errors
    ///
    /// If the value is not a map, is nested too deeply, or `each` fails.
    pub fn entries(&mut self, each: &mut dyn FnMut(&str, &mut Reader<'a>) -> Decoded<()>) -> Decoded<()> {
        self.container(b'{', "an object", |r| {
            loop {
                let key = r.key()?;
                let start = r.at;
                each(&key, r).map_err(|error| r.below(error, start, &key))?;
                if !r.has_more(b'}')? {
                    return Ok(());
                }
            }
        })
    }

    /// Whether the value is a list whose first element is an object with a `key` or `value` in front.
    pub(super) fn is_list_of_pairs(&mut self) -> bool {
        if self.peek() != Some(b'[') {
            return false;
        }
        let start = self.at;
        self.at += 1;
        let mut is = false;
        if self.peek() == Some(b'{') {
            self.at += 1;
            is = self.peek() == Some(b'"') && self.key().is_ok_and(|key| matches!(&*key, "key" | "value"));
        }
        self.at = start;
        is
    }

    /// Reads a list. Calls `each` with the reader at every element that is not null. `{}` and null are read as the
    /// empty list.
    ///
    /// # Errors
    ///
    /// If the value is not a list, is nested too deeply, or `each` fails.
    pub fn elements(&mut self, each: &mut dyn FnMut(&mut Reader<'a>) -> Decoded<()>) -> Decoded<()> {
        self.items(&mut |r| if r.null() { Ok(()) } else { each(r) })
    }

    /// Like [`elements`](Self::elements), including nulls.
    pub(crate) fn items(&mut self, each: &mut dyn FnMut(&mut Reader<'a>) -> Decoded<()>) -> Decoded<()> {
        self.container(b'[', "a list", |r| {
            let mut index = 0;
            loop {
                let start = r.at;
                each(r).map_err(|error| r.in_list(error, start, index))?;
                index += 1;
                if !r.has_more(b']')? {
                    return Ok(());
                }
            }
        })
    }

    /// Consumes `[]`, if it is next. PHP encodes any empty container as `[]`.
    pub(super) fn empty_list(&mut self) -> bool {
        self.peek() == Some(b'[') && self.empty_pair(b']', "a value", b'{')
    }

    /// Consumes a literal that means no value, if it is next.
    #[inline]
    pub(super) fn eat_none(&mut self, literal: &[u8]) -> bool {
        let start = self.at;
        let is_none = self.literal(literal);
        if is_none {
            self.note(start, Noticed::Coerced("a value"));
        }
        is_none
    }

    /// After an element: consumes the comma or the closing bracket. Returns whether it was a comma.
    #[inline]
    pub(super) fn has_more(&mut self, close: u8) -> Decoded<bool> {
        match self.byte(self.at) {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(next) if next == close => {
                self.at += 1;
                Ok(false)
            }
            _ => self.has_more_after_space(close),
        }
    }

    #[inline(never)]
    fn has_more_after_space(&mut self, close: u8) -> Decoded<bool> {
        match self.peek() {
            Some(next) if next == b',' || next == close => {
                self.at += 1;
                Ok(next == b',')
            }
            _ => Err(self.at(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" })),
        }
    }

    /// Reads the content of a container with `inner`, one level deeper, unless the container is empty.
    #[inline]
    pub(super) fn container(
        &mut self,
        open: u8,
        expected: &'static str,
        inner: impl FnOnce(&mut Self) -> Decoded<()>,
    ) -> Decoded<()> {
        if self.peek() != Some(open) {
            return self.no_container(open, expected);
        }
        let start = self.at;
        self.at += 1;
        // The closing bracket is two after the opening one in ASCII.
        if self.peek() == Some(open + 2) {
            self.at += 1;
            return Ok(());
        }
        if self.depth >= MAX_DEPTH {
            return Err(DecodeError::too_deep(MAX_DEPTH, start));
        }
        self.depth += 1;
        let read = inner(self);
        self.depth -= 1;
        read
    }

    /// At an opening bracket: consumes an empty pair of brackets. Records a coercion if `open` was expected
    /// instead.
    #[inline]
    pub(super) fn empty_pair(&mut self, close: u8, expected: &'static str, open: u8) -> bool {
        let start = self.at;
        let is_other_kind = self.byte(start) != Some(open);
        self.at += 1;
        let empty = self.peek() == Some(close);
        self.at = if empty { self.at + 1 } else { start };
        if empty && is_other_kind {
            self.note(start, Noticed::Coerced(expected));
        }
        empty
    }

    /// What stands for an empty container: null, or an empty one of the other kind.
    #[inline(never)]
    fn no_container(&mut self, open: u8, expected: &'static str) -> Decoded<()> {
        match self.peek() {
            Some(b'{') if self.empty_pair(b'}', expected, open) => Ok(()),
            Some(b'[') if self.empty_pair(b']', expected, open) => Ok(()),
            Some(b'n') if self.literal(b"null") => Ok(()),
            _ => Err(self.at(expected)),
        }
    }

    /// Adds a key to the path of an error in its value, which stands after the offset `start`.
    #[cold]
    pub(super) fn below(&self, mut error: DecodeError, start: usize, key: &str) -> DecodeError {
        error.within(self.after_space(start));
        error.push_key(key);
        error
    }

    /// Adds an index to the path of an error in an element, which stands after the offset `start`.
    #[cold]
    fn in_list(&self, mut error: DecodeError, start: usize, index: usize) -> DecodeError {
        error.within(self.after_space(start));
        error.push_index(index);
        error
    }

    /// Consumes a key and its colon.
    pub(super) fn key(&mut self) -> Decoded<Cow<'a, str>> {
        let key = self.string_slice("a key")?;
        self.eat(b':', "`:`")?;
        Ok(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_have_a_path() {
        fn read(r: &mut Reader<'_>) -> Decoded<()> {
            r.object(&["data"], &mut |_, r| {
                r.elements(&mut |r| r.object(&["id", "created_time"], &mut |_, r| r.string().map(|_| ())))
            })
        }
        let body = br#"{"data":[{}, null,[], {"id":"4","created_time":17}]}"#;
        let error = Reader::whole(body, read).unwrap_err();
        assert_eq!(error.to_string(), "data[3].created_time: expected a string, found 17 (byte 47)");
        let error = Reader::whole(br#"{"data":[{}, {"x":{"y":tru}}]}"#, read).unwrap_err();
        assert_eq!(error.to_string(), "data[1].x: expected a value, found tru (byte 23)");
    }

    #[test]
    fn missing_fields_have_the_offset_of_their_object() {
        let error = Reader::whole(br#"{"data": [1, {}]}"#, |r| {
            r.object(&["data"], &mut |_, r| {
                r.elements(&mut |r| match r.null() || r.number().is_ok() {
                    true => Ok(()),
                    false => Err(DecodeError::missing("id")),
                })
            })
        })
        .unwrap_err();
        assert_eq!(error.to_string(), "data[1]: field `id` is missing");
        assert_eq!(error.offset(), 13);
    }

    #[test]
    fn depth_is_limited_and_restored() {
        fn nested(r: &mut Reader<'_>) -> Decoded<()> {
            match r.peek() {
                Some(b'[') => r.elements(&mut nested),
                Some(b'{') => r.entries(&mut |_, r| nested(r)),
                _ => r.skip(),
            }
        }
        let list = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        assert_eq!(Reader::whole(list(128).as_bytes(), nested), Ok(()));
        let wide = format!("[{}]", vec![list(127); 3].join(","));
        assert_eq!(Reader::whole(wide.as_bytes(), nested), Ok(()));
        let error = Reader::whole(list(129).as_bytes(), nested).unwrap_err();
        assert!(error.to_string().ends_with(": nested more than 128 levels deep (byte 128)"));
        let objects = r#"{"a":"#.repeat(100_000);
        let error = Reader::whole(objects.as_bytes(), nested).unwrap_err();
        assert_eq!(error.path().len(), "a.".len() * 128 - 1);
    }
}
