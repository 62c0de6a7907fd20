//! Objects of known fields: one loop for all types, which asks the type only by index.

use std::collections::BTreeMap;

use serde_json::Value;

use super::error::Decoded;
use super::note::Noticed;
use super::reader::Reader;
use super::reads::ReadsAs;
use super::wire;

impl<'a> Reader<'a> {
    /// Reads an object, giving `set` the index of each name with the reader at its value; other keys are skipped.
    ///
    /// Quickest where the keys come in the order of `names`. `[]` and null are the empty object.
    pub fn object(
        &mut self,
        names: &'static [&'static str],
        set: &mut dyn FnMut(usize, &mut Reader<'a>) -> Decoded<()>,
    ) -> Decoded<()> {
        self.object_or(None, names, set, &mut |key, r| {
            r.unknown(key);
            r.skip()
        })
    }

    /// The same, where a bare text or number is the member `bare`, and other keys go to `other`.
    pub(crate) fn object_or(
        &mut self,
        bare: Option<&'static str>,
        names: &'static [&'static str],
        set: &mut dyn FnMut(usize, &mut Reader<'a>) -> Decoded<()>,
        other: &mut dyn FnMut(&str, &mut Reader<'a>) -> Decoded<()>,
    ) -> Decoded<()> {
        if let Some(bare) = bare
            && matches!(self.peek(), Some(b'"' | b'-' | b'0'..=b'9'))
        {
            return match names.iter().position(|name| *name == bare) {
                Some(index) => set(index, self),
                None => self.skip(),
            };
        }
        self.container(b'{', "an object", |r| r.members(names, set, other))
    }

    /// The same, with the members that have no name among these collected, and those whose value holds more
    /// than is read of it: an object in place of an id, a list beside a count.
    pub(crate) fn object_with_rest(
        &mut self,
        bare: Option<&'static str>,
        names: &'static [&'static str],
        set: &mut dyn FnMut(usize, &mut Reader<'a>) -> Decoded<()>,
        rest: &mut BTreeMap<String, Value>,
    ) -> Decoded<()> {
        let mut whole = Vec::new();
        let mut set = |index: usize, r: &mut Reader<'a>| {
            let dropped = std::mem::take(&mut r.dropped);
            let start = r.at;
            set(index, r)?;
            if std::mem::replace(&mut r.dropped, dropped) {
                let value = Reader::whole(r.since(start).as_bytes(), <Value as ReadsAs<wire::Json>>::read)?;
                whole.extend(names.get(index).map(|name| ((*name).to_owned(), value)));
            }
            Ok(())
        };
        self.object_or(bare, names, &mut set, &mut |key, r| {
            let dropped = r.dropped;
            r.unknown(key);
            r.dropped = dropped;
            rest.insert(key.to_owned(), <Value as ReadsAs<wire::Json>>::read(r)?);
            Ok(())
        })?;
        rest.extend(whole);
        Ok(())
    }

    fn members(
        &mut self,
        names: &'static [&'static str],
        set: &mut dyn FnMut(usize, &mut Reader<'a>) -> Decoded<()>,
        other: &mut dyn FnMut(&str, &mut Reader<'a>) -> Decoded<()>,
    ) -> Decoded<()> {
        let mut next = 0;
        loop {
            self.peek();
            match names.get(next) {
                Some(name) if self.key_is(name) => {
                    self.below(name, |r| set(next, r))?;
                    next += 1;
                }
                _ => {
                    let key = self.key()?;
                    let (before, after) = names.split_at_checked(next).unwrap_or((names, &[]));
                    let place = |names: &[&str]| names.iter().position(|name| *name == key);
                    // Most often the fields between are absent.
                    match place(after).map(|index| next + index).or_else(|| place(before)) {
                        Some(index) => {
                            self.below(&key, |r| set(index, r))?;
                            next = index + 1;
                        }
                        None => self.below(&key, |r| other(&key, r))?,
                    }
                }
            }
            if !self.more(b'}')? {
                return Ok(());
            }
        }
    }

    /// Notes a member that nobody reads. An id comes whether or not it was asked for.
    #[inline]
    pub(crate) fn unknown(&mut self, key: &str) {
        if key == "id" {
            return;
        }
        self.dropped = true;
        if self.notes.is_some() {
            self.peek();
            self.note(self.at, Noticed::UnknownField);
        }
    }

    /// Consumes a key and its colon, if the key is the one wanted and written plainly.
    #[inline]
    fn key_is(&mut self, wanted: &str) -> bool {
        let end = self.at + wanted.len() + 3;
        let is = matches!(
            self.text.as_bytes().get(self.at..end),
            Some([b'"', key @ .., b'"', b':']) if same(key, wanted.as_bytes())
        );
        if is {
            self.at = end;
        }
        is
    }
}

/// Whether two texts of one length are equal. Names are short: this is done before a call of the
/// library's comparison has begun.
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    // The last bytes may be among the first ones: no loop over what is left.
    if one.len() < 8 {
        return match (one.first_chunk::<4>(), other.first_chunk::<4>()) {
            (Some(first), Some(other_first)) => {
                first == other_first && one.last_chunk::<4>() == other.last_chunk::<4>()
            }
            _ => one.iter().zip(other).all(|(one, other)| one == other),
        };
    }
    let words = one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0);
    let all = words.into_iter().all(|(one, other)| u64::from_ne_bytes(*one) == u64::from_ne_bytes(*other));
    all && one.last_chunk::<8>() == other.last_chunk::<8>()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["id", "name", "from", "likes"];

    /// Shows which indexes are set to which texts.
    fn object(body: &str) -> String {
        let mut shown = String::new();
        let read = Reader::whole(body.as_bytes(), |r| {
            r.object(NAMES, &mut |index, r| {
                shown.push_str(&format!("{index}={} ", r.raw()?));
                Ok(())
            })
        });
        read.map_or_else(|error| error.to_string(), |()| shown)
    }

    #[test]
    fn objects_in_any_order() {
        for (body, expected) in [
            (r#"{"id":1,"name":2,"from":3,"likes":4}"#, "0=1 1=2 2=3 3=4 "),
            (r#"{"likes":4,"from":3,"id":1}"#, "3=4 2=3 0=1 "),
            (r#"{"name":2,"new":{"id":9},"likes":4}"#, "1=2 3=4 "),
            (r#"{ "id" : 1 , "name" : 2 }"#, "0=1 1=2 "),
            (r#"{"\u0069d":1,"na\u006de":2}"#, "0=1 1=2 "),
            (r#"{"id":1,"id":2}"#, "0=1 0=2 "),
            (r#"{"likes":1,"id2":1,"i":1}"#, "3=1 "),
            (r#"{"id":null}"#, "0=null "),
            ("{}", ""),
            ("{ }", ""),
            ("[]", ""),
            (" [ ] ", ""),
            ("null", ""),
        ] {
            assert_eq!(object(body), expected);
        }
    }

    #[test]
    fn what_is_read_in_part_is_kept_whole() {
        use crate::value::{Id, Ref};
        struct Page;
        let rest = |body: &str| {
            let mut rest = BTreeMap::new();
            let mut set = |index: usize, r: &mut Reader<'_>| match index {
                0 => Id::<Page>::read(r).map(|_| ()),
                1 => <Ref<Page> as ReadsAs<wire::Ref<Page>>>::read(r).map(|_| ()),
                2 => r.object(&["to"], &mut |_, r| r.object(&["id"], &mut |_, r| r.skip())),
                _ => r.text().map(|_| ()),
            };
            Reader::whole(body.as_bytes(), |r| r.object_with_rest(None, NAMES, &mut set, &mut rest)).unwrap();
            serde_json::to_string(&rest).unwrap()
        };
        for (body, expected) in [
            (r#"{"id":{"id":"1"},"name":{"id":"1","name":"x"},"likes":"5"}"#, "{}"),
            (
                r#"{"id":{"id":"1","name":"x"},"new":[2],"likes":5}"#,
                r#"{"id":{"id":"1","name":"x"},"new":[2]}"#,
            ),
            (r#"{"name":{"id":"1","category":"y"},"likes":5}"#, r#"{"name":{"category":"y","id":"1"}}"#),
            (r#"{"from":{"to":{"id":1,"deep":{}}},"likes":5}"#, r#"{"from":{"to":{"deep":{},"id":1}}}"#),
            (r#"{"from":{"to":{"id":1},"id":2}}"#, "{}"),
        ] {
            assert_eq!(rest(body), expected);
        }
    }

    #[test]
    fn bad_objects() {
        for (body, message) in [
            ("17", "expected an object, found 17 (byte 0)"),
            ("\"x\"", "expected an object, found \"x\" (byte 0)"),
            ("[1]", "expected an object, found a list (byte 0)"),
            ("false", "expected an object, found false (byte 0)"),
            ("nul", "expected an object, found nul (byte 0)"),
            (r#"{"id":1]"#, "expected `,` or `}`, found `]` (byte 7)"),
            (r#"{"id":1 "name":2}"#, "expected `,` or `}`, found \"name\" (byte 8)"),
            (r#"{"id":1,}"#, "expected a key, found `}` (byte 8)"),
            (r#"{"id"1}"#, "expected `:`, found 1 (byte 5)"),
            (r#"{"id":}"#, "id: expected a value, found `}` (byte 6)"),
            (r#"{"new":[tru]}"#, "new: expected a value, found tru (byte 8)"),
            (r#"{id:1}"#, "expected a key, found id (byte 1)"),
        ] {
            assert_eq!(object(body), message);
        }
        let body = r#"{"id":"4","name":"A\u00e9\ud83d\udc4d","x y":[1,{"a":null}],"from":{"id":1.5e3},"likes":true}"#;
        for end in 0..body.len() {
            let cut = object(&body[..end]);
            assert!(cut.contains("expected"), "{cut}");
        }
    }
}
