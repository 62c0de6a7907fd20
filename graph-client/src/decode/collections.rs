//! Lists, maps and arbitrary JSON.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::error::Decoded;
use super::reader::Reader;
use super::reads::{Nested, ReadsAs};
use super::wire::{self, Wire};
use crate::secrecy::without_secrets_if_link;

impl<W: Wire, T: ReadsAs<W>> ReadsAs<wire::List<W>> for Vec<T> {
    const NESTED: Option<Nested> = T::NESTED;

    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        let mut list = Vec::new();
        // An element without a value is skipped, as for a field: old posts have `[]` among objects.
        list_elements(r, &mut |r| T::read_onto(&mut list, r))?;
        Ok(list)
    }
}

/// Reads the elements of a list, also if wrapped as a connection (`{"data":[..]}`).
fn list_elements<'a>(
    r: &mut Reader<'a>,
    each: &mut dyn FnMut(&mut Reader<'a>) -> Decoded<()>,
) -> Decoded<()> {
    if r.peek() != Some(b'{') {
        return r.elements(each);
    }
    if r.empty_pair(b'}', "a list", b'[') {
        return Ok(());
    }
    r.entries(&mut |key, r| {
        if key == "data" {
            return r.elements(each);
        }
        // PHP encodes a list with gaps as a map from index to element. The tags of a post are a map from
        // text offset to a list.
        if !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit()) {
            r.coerced("an element of a list");
            return if r.peek() == Some(b'[') { r.elements(each) } else { each(r) };
        }
        if !["paging", "count", "summary"].contains(&key) {
            r.unknown(key);
        }
        r.skip()
    })
}

impl<W, T: ReadsAs<W>> ReadsAs<wire::Map<W>> for BTreeMap<String, T> {
    const NESTED: Option<Nested> = T::NESTED;

    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        let mut map = BTreeMap::new();
        if r.is_list_of_pairs() {
            r.coerced("an object");
            r.elements(&mut |r| {
                map.extend(pair::<W, T>(r)?);
                Ok(())
            })?;
            return Ok(map);
        }
        r.entries(&mut |key, r| {
            // Only null means no value here: `[]` may be a connection without items.
            if !r.null() {
                map.insert(key.to_owned(), T::read(r)?);
            }
            Ok(())
        })?;
        Ok(map)
    }
}

/// Reads `{"key": .., "value": ..}`: old versions write a map as a list of such elements.
fn pair<W, T: ReadsAs<W>>(r: &mut Reader<'_>) -> Decoded<Option<(String, T)>> {
    let (mut name, mut content) = (None, None);
    r.entries(&mut |key, r| {
        match key {
            "key" => name = Some(r.string()?),
            "value" if !r.null() => content = Some(T::read(r)?),
            "value" => {}
            _ => {
                r.unknown(key);
                r.skip()?;
            }
        }
        Ok(())
    })?;
    Ok(name.zip(content))
}

/// Not parsed by `serde_json`, which rejects the lone surrogates in the platform's strings.
impl ReadsAs<wire::Json> for Value {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        match r.peek() {
            Some(b'{') => {
                let mut members = serde_json::Map::new();
                r.entries(&mut |key, r| {
                    members.insert(key.to_owned(), Value::read(r)?);
                    Ok(())
                })?;
                Ok(Value::Object(members))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                r.items(&mut |r| {
                    items.push(Value::read(r)?);
                    Ok(())
                })?;
                Ok(Value::Array(items))
            }
            // Paging links embed the token, and JSON is often logged. Other text is the user's.
            Some(b'"') => r.string().map(without_secrets_if_link).map(Value::String),
            Some(b'-' | b'0'..=b'9') => {
                let start = r.offset();
                let number = json_number(r.number()?);
                number.map(Value::Number).ok_or_else(|| r.invalid(start, "a number in range"))
            }
            Some(b't') if r.literal(b"true") => Ok(Value::Bool(true)),
            Some(b'f') if r.literal(b"false") => Ok(Value::Bool(false)),
            Some(b'n') if r.null() => Ok(Value::Null),
            _ => Err(r.at("a value")),
        }
    }
}

impl Reader<'_> {
    /// Reads the value of a member that the schema does not know. What no [`Value`] can hold, such as a number out of range
    /// or a hundred nested lists, is its own text: it must not make the rest of the answer unreadable.
    pub(crate) fn unknown_value(&mut self) -> Decoded<Value> {
        let (start, depth) = (self.at, self.depth);
        Value::read(self).or_else(|_| {
            (self.at, self.depth) = (start, depth);
            self.raw().map(|text| Value::String(text.to_owned()))
        })
    }
}

/// A number of JSON. `serde_json` reads long fractions with a small error, which grows with each time that a value is
/// stored and read.
fn json_number(text: &str) -> Option<Number> {
    if let Ok(number) = text.parse::<i64>() {
        return Some(number.into());
    }
    text.parse::<u64>().ok().map(Number::from).or_else(|| Number::from_f64(text.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check<W, T: ReadsAs<W> + Debug>(cases: &[(&str, &str)]) {
        for (body, expected) in cases {
            let read = match Reader::whole(body.as_bytes(), T::read) {
                Ok(value) => format!("{value:?}"),
                Err(error) => error.to_string(),
            };
            assert_eq!(&read, expected, "{body}");
        }
    }

    #[test]
    fn reads_lists() {
        check::<wire::List<wire::Integer>, Vec<u32>>(&[
            ("[]", "[]"),
            ("{}", "[]"),
            ("null", "[]"),
            ("[1, \"2\", 3.0]", "[1, 2, 3]"),
            ("[null, 1, null]", "[1]"),
            ("[[], \"\", 1]", "[1]"),
            (r#"{"data":[1,2],"paging":{"next":"x"}}"#, "[1, 2]"),
            (r#"{"data":[],"paging":[]}"#, "[]"),
            (r#"{"data":null}"#, "[]"),
            (r#"{"count":3}"#, "[]"),
            (r#"{"0":1,"2":2}"#, "[1, 2]"),
            (r#"{"0":[1],"17":[2,3]}"#, "[1, 2, 3]"),
            ("17", "expected a list, found 17 (byte 0)"),
            ("false", "expected a list, found false (byte 0)"),
            ("[1 2]", "expected `,` or `]`, found 2 (byte 3)"),
            ("[1,]", "[1]: expected an integer, found `]` (byte 3)"),
            ("[1, \"soon\"]", "[1]: expected an integer, found \"soon\" (byte 4)"),
            (r#"{"data":[1,2,-1]}"#, "data[2]: expected an integer that fits u32, found -1 (byte 13)"),
        ]);
        check::<wire::List<wire::Text>, Vec<String>>(&[("[\"\", null, 1, []]", r#"["", "1", ""]"#)]);
        check::<wire::List<wire::List<wire::Integer>>, Vec<Vec<u8>>>(&[(
            "[[1],[],{},null]",
            "[[1], [], []]",
        )]);
        check::<wire::List<wire::Text>, Option<Vec<String>>>(&[
            ("false", "None"),
            ("null", "None"),
            ("\"\"", "None"),
            ("[]", "Some([])"),
            ("{}", "Some([])"),
        ]);
    }

    #[test]
    fn reads_maps() {
        check::<wire::Map<wire::Integer>, BTreeMap<String, u8>>(&[
            ("{}", "{}"),
            ("[]", "{}"),
            ("[ ]", "{}"),
            ("null", "{}"),
            (r#"{"b":2,"a":"1","c":null}"#, r#"{"a": 1, "b": 2}"#),
            (r#"{"\u00e9\n":1}"#, r#"{"é\n": 1}"#),
            (r#"{"http://a.b/":"x"}"#, r#"["http://a.b/"]: expected an integer, found "x" (byte 15)"#),
            ("[1]", "expected an object, found a list (byte 0)"),
            // Old versions: opening hours of a Page.
            (
                r#"[{"key":"b","value":2},{"value":"1","key":"a"},{"key":"c","value":null}]"#,
                r#"{"a": 1, "b": 2}"#,
            ),
            (r#"[{"key":"b","value":"x"}]"#, r#"[0].value: expected an integer, found "x" (byte 20)"#),
            (r#"[{"id":"b"}]"#, "expected an object, found a list (byte 0)"),
        ]);
        check::<wire::Map<wire::Integer>, Option<BTreeMap<String, u8>>>(&[
            ("false", "None"),
            ("[]", "Some({})"),
        ]);
    }

    #[test]
    fn reads_arbitrary_json() {
        let body =
            r#"{"a":[1,null,-2.5,"x\ud83d",{}],"b":true,"c":false,"d":null,"e":18446744073709551615,"f":[]}"#;
        let value = Reader::whole(body.as_bytes(), Value::read).unwrap();
        let same = json!({"a": [1, null, -2.5, "x\u{fffd}", {}], "b": true, "c": false, "d": null, "e": u64::MAX, "f": []});
        assert_eq!(value, same);
        check::<wire::Json, Option<Value>>(&[
            ("null", "None"),
            ("\"\"", r#"Some(String(""))"#),
            ("[]", "Some(Array [])"),
            ("1e999", "expected a number in range, found 1e999 (byte 0)"),
            (r#"{"a":[x]}"#, "a[0]: expected a value, found x (byte 6)"),
        ]);
        for number in ["4.555555555555558e27", "-122.41941550000001", "2.2250738585072014e-308"] {
            let value = Reader::whole(number.as_bytes(), Value::read).unwrap();
            assert_eq!(value.as_f64(), number.parse().ok(), "{number}");
        }
        for end in 0..body.len() {
            assert!(Reader::whole(&body.as_bytes()[..end], Value::read).is_err(), "{end}");
        }
        let deep = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
        assert!(Reader::whole(deep(128).as_bytes(), Value::read).is_ok());
        let error = Reader::whole(deep(100_000).as_bytes(), Value::read).unwrap_err();
        assert!(error.to_string().ends_with("[0]: nested more than 128 levels deep (byte 128)"));
    }
}
