//! Maps and lists, and what all containers share: brackets, commas, depth, the path of errors.

use std::borrow::Cow;

use super::error::{DecodeError, Decoded};
use super::note::Noticed;
use super::reader::Reader;

/// Deeper answers exist only to exhaust the stack of types that hold themselves.
const DEEPEST: usize = 128;

impl<'a> Reader<'a> {
    /// Reads a map, giving `each` every key with the reader at its value; `[]` and null are the empty map.
    pub fn entries(&mut self, each: &mut dyn FnMut(&str, &mut Reader<'a>) -> Decoded<()>) -> Decoded<()> {
        self.container(b'{', "an object", |r| {
            loop {
                let key = r.key()?;
                r.below(&key, |r| each(&key, r))?;
                if !r.more(b'}')? {
                    return Ok(());
                }
            }
        })
    }

    /// Reads a list, giving `each` the reader at every element but nulls; `{}` and null are the empty list.
    pub fn elements(&mut self, each: &mut dyn FnMut(&mut Reader<'a>) -> Decoded<()>) -> Decoded<()> {
        self.items(&mut |r| if r.null() { Ok(()) } else { each(r) })
    }

    /// Reads a list with its nulls.
    pub(super) fn items(&mut self, each: &mut dyn FnMut(&mut Reader<'a>) -> Decoded<()>) -> Decoded<()> {
        self.container(b'[', "a list", |r| {
            let mut index = 0;
            loop {
                r.peek();
                let start = r.at;
                each(r).map_err(|mut error| {
                    error.within(start);
                    error.push_index(index);
                    error
                })?;
                index += 1;
                if !r.more(b']')? {
                    return Ok(());
                }
            }
        })
    }

    /// Consumes `[]`, if it is next: how PHP writes any empty container.
    pub(super) fn empty_list(&mut self) -> bool {
        self.peek() == Some(b'[') && self.empty_pair(b']', "a value", b'{')
    }

    /// Consumes a literal that stands for no value, if it is next.
    #[inline]
    pub(super) fn none(&mut self, literal: &[u8]) -> bool {
        let start = self.at;
        let none = self.literal(literal);
        if none {
            self.note(start, Noticed::Coerced("a value"));
        }
        none
    }

    /// Behind an element: consumes the comma or the closing bracket, and says whether it was a comma.
    #[inline]
    pub(super) fn more(&mut self, close: u8) -> Decoded<bool> {
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                Ok(true)
            }
            Some(next) if next == close => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.at(if close == b'}' { "`,` or `}`" } else { "`,` or `]`" })),
        }
    }

    /// Reads a container by `inner`, unless it is empty, one level deeper.
    #[inline]
    pub(super) fn container(
        &mut self,
        open: u8,
        expected: &'static str,
        inner: impl FnOnce(&mut Self) -> Decoded<()>,
    ) -> Decoded<()> {
        match self.peek() {
            Some(b'{') if self.empty_pair(b'}', expected, open) => return Ok(()),
            Some(b'[') if self.empty_pair(b']', expected, open) => return Ok(()),
            Some(next) if next == open => {}
            Some(b'n') if self.literal(b"null") => return Ok(()),
            _ => return Err(self.at(expected)),
        }
        if self.depth >= DEEPEST {
            return Err(DecodeError::too_deep(DEEPEST, self.at));
        }
        self.at += 1;
        self.depth += 1;
        let read = inner(self);
        self.depth -= 1;
        read
    }

    /// At an opening bracket: consumes it, if the closing one follows at once. Where another bracket
    /// was expected, that is a coercion.
    #[inline]
    pub(super) fn empty_pair(&mut self, close: u8, expected: &'static str, open: u8) -> bool {
        let start = self.at;
        let other = self.byte(start) != Some(open);
        self.at += 1;
        let empty = self.peek() == Some(close);
        self.at = if empty { self.at + 1 } else { start };
        if empty && other {
            self.note(start, Noticed::Coerced(expected));
        }
        empty
    }

    /// Reads the value of a key, which goes on the path of errors.
    #[inline]
    pub(super) fn below(&mut self, key: &str, read: impl FnOnce(&mut Self) -> Decoded<()>) -> Decoded<()> {
        self.peek();
        let start = self.at;
        read(self).map_err(|mut error| {
            error.within(start);
            error.push_key(key);
            error
        })
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
    fn missing_fields_get_the_place_of_their_object() {
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
    fn depth_is_bounded_and_given_back() {
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
        assert!(error.to_string().ends_with(": nested deeper than 128 (byte 128)"));
        let objects = r#"{"a":"#.repeat(100_000);
        let error = Reader::whole(objects.as_bytes(), nested).unwrap_err();
        assert_eq!(error.path().len(), "a.".len() * 128 - 1);
    }
}
