//! Objects with known fields: one non-generic loop that passes each field to the type by index.

use std::collections::BTreeMap;

use serde_json::Value;

use super::error::Decoded;
use super::names::{position, same_bytes};
use super::note::Noticed;
use super::reader::Reader;
use super::reads::ReadsAs;
use super::wire;

/// What the members of an object are read into, each with the reader at its value.
pub(crate) trait Sink<'a> {
    /// Reads the member with this index in the names.
    fn set(&mut self, index: usize, reader: &mut Reader<'a>) -> Decoded<()>;

    /// Reads a member of another name.
    fn other(&mut self, key: &str, reader: &mut Reader<'a>) -> Decoded<()>;

    /// The member of another name that most likely follows. Only a guess, to save the search for it.
    #[inline]
    fn expected(&self) -> Option<&'static str> {
        None
    }

    /// Reads the expected member.
    #[inline]
    fn set_expected(&mut self, key: &'static str, reader: &mut Reader<'a>) -> Decoded<()> {
        self.other(key, reader)
    }
}

/// A sink of two functions.
pub(crate) struct Each<S, O> {
    pub(crate) set: S,
    pub(crate) other: O,
}

impl<'a, S, O> Sink<'a> for Each<S, O>
where
    S: FnMut(usize, &mut Reader<'a>) -> Decoded<()>,
    O: FnMut(&str, &mut Reader<'a>) -> Decoded<()>,
{
    fn set(&mut self, index: usize, reader: &mut Reader<'a>) -> Decoded<()> {
        (self.set)(index, reader)
    }

    fn other(&mut self, key: &str, reader: &mut Reader<'a>) -> Decoded<()> {
        (self.other)(key, reader)
    }
}

impl<'a> Reader<'a> {
    /// Reads an object. Calls `set` with the index in `names` of each key, with the reader at the value. Other keys
    /// are skipped.
    ///
    /// Fastest if the keys are in the order of `names`. `[]` and null are read as the empty object.
    pub fn object(
        &mut self,
        names: &'static [&'static str],
        set: &mut dyn FnMut(usize, &mut Reader<'a>) -> Decoded<()>,
    ) -> Decoded<()> {
        self.object_of(None, names, &mut Each { set, other: Reader::pass })
    }

    /// Like [`object`](Self::object), but reads a bare string or number as the member `bare`, and passes unknown
    /// keys to the sink.
    pub(crate) fn object_or(
        &mut self,
        bare: Option<&'static str>,
        names: &'static [&'static str],
        sink: &mut dyn Sink<'a>,
    ) -> Decoded<()> {
        self.object_of(bare, names, sink)
    }

    /// The same, compiled for each type of sink: only for those that are not generic.
    pub(crate) fn object_of<S: Sink<'a> + ?Sized>(
        &mut self,
        bare: Option<&'static str>,
        names: &'static [&'static str],
        sink: &mut S,
    ) -> Decoded<()> {
        if let Some(bare) = bare
            && matches!(self.peek(), Some(b'"' | b'-' | b'0'..=b'9'))
        {
            return match names.iter().position(|name| *name == bare) {
                Some(index) => sink.set(index, self),
                None => self.skip(),
            };
        }
        self.container(b'{', "an object", |r| r.members(names, sink))
    }

    /// Like [`object_or`](Self::object_or), but collects unknown members in `rest`, and also known members of
    /// which only a part was read: an object in place of an id, a list with a count.
    pub(crate) fn object_with_rest(
        &mut self,
        bare: Option<&'static str>,
        names: &'static [&'static str],
        set: &mut dyn FnMut(usize, &mut Reader<'a>) -> Decoded<()>,
        rest: &mut BTreeMap<String, Value>,
    ) -> Decoded<()> {
        self.object_by_name(bare, names, &|_| false, set, rest)
    }

    /// Like [`object_with_rest`](Self::object_with_rest), where strict mode also knows the members for which
    /// `is_known` is true.
    pub(crate) fn object_by_name(
        &mut self,
        bare: Option<&'static str>,
        names: &'static [&'static str],
        is_known: &dyn Fn(&str) -> bool,
        set: &mut dyn FnMut(usize, &mut Reader<'a>) -> Decoded<()>,
        rest: &mut BTreeMap<String, Value>,
    ) -> Decoded<()> {
        let mut partly_read: Vec<(String, Value)> = Vec::new();
        let set = |index: usize, r: &mut Reader<'a>| {
            let dropped = std::mem::take(&mut r.dropped);
            let start = r.at;
            set(index, r)?;
            // Of a member that occurs twice, the last one counts.
            partly_read.retain(|(name, _)| names.get(index) != Some(&name.as_str()));
            if std::mem::replace(&mut r.dropped, dropped) {
                let value = Reader::whole(r.since(start).as_bytes(), <Value as ReadsAs<wire::Json>>::read)?;
                partly_read.extend(names.get(index).map(|name| ((*name).to_owned(), value)));
            }
            Ok(())
        };
        let other = |key: &str, r: &mut Reader<'a>| {
            let dropped = r.dropped;
            if r.notes.is_none() || !is_known(key) {
                r.unknown(key);
            }
            r.dropped = dropped;
            rest.insert(key.to_owned(), r.unknown_value()?);
            Ok(())
        };
        self.object_of(bare, names, &mut Each { set, other })?;
        rest.extend(partly_read);
        Ok(())
    }

    fn members<S: Sink<'a> + ?Sized>(&mut self, names: &'static [&'static str], sink: &mut S) -> Decoded<()> {
        let mut next = 0;
        loop {
            match names.get(next) {
                Some(name) if self.eat_key(name) => {
                    let start = self.at;
                    sink.set(next, self).map_err(|error| self.below(error, start, name))?;
                    next += 1;
                }
                _ => match sink.expected() {
                    Some(key) if self.eat_key(key) => {
                        let start = self.at;
                        sink.set_expected(key, self).map_err(|error| self.below(error, start, key))?;
                    }
                    _ => next = self.search_member(names, next, sink)?,
                },
            }
            if !self.has_more(b'}')? {
                return Ok(());
            }
        }
    }

    /// Reads a member that is not the next one. Returns the index of the one that most likely follows.
    #[inline(never)]
    fn search_member<S: Sink<'a> + ?Sized>(
        &mut self,
        names: &'static [&'static str],
        next: usize,
        sink: &mut S,
    ) -> Decoded<usize> {
        let key = self.key()?;
        let start = self.at;
        let index = position(names, next, &key);
        match index {
            Some(index) => sink.set(index, self),
            None => sink.other(&key, self),
        }
        .map_err(|error| self.below(error, start, &key))?;
        Ok(index.map_or(next, |index| index + 1))
    }

    /// Skips an unknown member.
    pub(crate) fn pass(key: &str, reader: &mut Self) -> Decoded<()> {
        reader.unknown(key);
        reader.skip()
    }

    /// Records an unknown member. `id` is ignored: the platform sends it even if it was not selected.
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

    /// Consumes a key and its colon, if the key is `wanted`, without escapes, with no space around it.
    #[inline]
    fn eat_key(&mut self, wanted: &str) -> bool {
        let end = self.at + wanted.len() + 3;
        let matches = matches!(
            self.text.as_bytes().get(self.at..end),
            Some([b'"', key @ .., b'"', b':']) if same_bytes(key, wanted.as_bytes())
        );
        if matches {
            self.at = end;
        }
        matches
    }
}

impl Reader<'_> {
    /// Consumes a string, if it is `wanted`, without escapes or space before it.
    #[inline]
    pub(crate) fn eat_text(&mut self, wanted: &str) -> bool {
        let end = self.at + wanted.len() + 2;
        let matches = matches!(
            self.text.as_bytes().get(self.at..end),
            Some([b'"', text @ .., b'"']) if same_bytes(text, wanted.as_bytes())
        );
        if matches {
            self.at = end;
        }
        matches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &[&str] = &["id", "name", "from", "likes"];

    /// Lists each index with the raw value it was set to.
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
    fn reads_keys_in_any_order() {
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
    fn partly_read_members_are_kept_in_rest() {
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
            (r#"{"name":{"new":1},"name":{"id":"1"}}"#, "{}"),
            (r#"{"name":{"id":"1"},"name":{"new":1}}"#, r#"{"name":{"new":1}}"#),
        ] {
            assert_eq!(rest(body), expected);
        }
    }

    #[test]
    fn reports_malformed_objects() {
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
            let truncated = object(&body[..end]);
            assert!(truncated.contains("expected"), "{truncated}");
        }
    }
}
