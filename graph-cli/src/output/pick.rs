//! Picks parts of a response with a jq filter.

use std::io::{self, IsTerminal, Write};

use jaq_core::{
    Compiler, Ctx, Error, Filter, ValR, Vars,
    data::JustLut,
    load::{self, Arena, File, Loader},
    native::{Fun, bome, run, v},
};
use jaq_json::{Val, read};
use serde_json::Value;

use super::{escape, sanitize};

/// The maximum nesting that `fromjson` reads. The parser is recursive, and the text may come from a server.
const DEEPEST: usize = 500;

/// A filter that was compiled.
pub struct Pick {
    filter: Filter<JustLut<Val>>,
}

/// Why a filter stopped early.
pub enum Unpicked {
    /// The output could not be written.
    Output(io::Error),
    /// The filter does not fit the answer.
    Filter(String),
}

impl From<io::Error> for Unpicked {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

impl Pick {
    /// Compiles a filter.
    ///
    /// # Errors
    ///
    /// If the filter is malformed; the message says where.
    pub fn parse(code: &str) -> Result<Self, String> {
        let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let others = jaq_json::funs().filter(|(name, ..)| *name != "fromjson");
        let functions = jaq_core::funs().chain(jaq_std::funs()).chain(others).chain([fromjson()]);
        let arena = Arena::default();
        let modules = Loader::new(definitions).load(&arena, File { code, path: () }).map_err(|errors| {
            errors.into_iter().next().map_or_else(String::new, |(_, error)| malformed(code, error))
        })?;
        let filter = Compiler::default().with_funs(functions).compile(modules).map_err(|errors| {
            let first = errors.into_iter().flat_map(|(_, errors)| errors).next();
            first.map_or_else(String::new, |(name, what)| {
                format!("unknown {} `{name}` at byte {}", what.as_str(), offset(code, name))
            })
        })?;
        Ok(Self { filter })
    }

    /// Prints each result of the filter on a line: strings raw, anything else as JSON.
    pub fn print(&self, answer: &Value, out: &mut impl Write) -> Result<(), Unpicked> {
        let wrong = |error: &dyn std::fmt::Display| Unpicked::Filter(sanitize(&error.to_string()));
        // Through text, to keep every digit of a number.
        let input = read::parse_single(answer.to_string().as_bytes()).map_err(|error| wrong(&error))?;
        let context = Ctx::<JustLut<Val>>::new(&self.filter.lut, Vars::new([]));
        let is_terminal = io::stdout().is_terminal();
        for value in self.filter.id.run((context, input)) {
            match value {
                Ok(value) => writeln!(out, "{}", shown(&value, is_terminal))?,
                Err(end) => {
                    return match end.get_err().map_err(|end| end.get_halt()) {
                        Ok(error) => Err(wrong(&error)),
                        // `halt` ends the filter; what it printed is kept.
                        Err(Ok(0)) => Ok(()),
                        Err(Ok(code)) => {
                            Err(Unpicked::Filter(format!("it halted with the exit code {code}")))
                        }
                        Err(Err(_)) => {
                            Err(Unpicked::Filter("it has a `break` without its `label`".to_owned()))
                        }
                    };
                }
            }
        }
        Ok(())
    }
}

/// A string raw, anything else as JSON. Control characters are escaped for a terminal.
fn shown(value: &Val, is_terminal: bool) -> String {
    let (text, safe): (String, fn(&str) -> String) = match value {
        Val::TStr(text) => (String::from_utf8_lossy(text).into_owned(), sanitize),
        value => (value.to_string(), escape),
    };
    if is_terminal { safe(&text) } else { text }
}

/// `fromjson` with a limit to its depth.
fn fromjson() -> Fun<JustLut<Val>> {
    run(("fromjson", v(0), |(_, value)| bome(parsed(value))))
}

fn parsed(value: Val) -> ValR<Val> {
    let Val::TStr(text) = &value else { return Err(Error::typ(value, "string")) };
    if depth(text) > DEEPEST {
        return Err(Error::str(format_args!("JSON that is nested more than {DEEPEST} deep")));
    }
    read::parse_single(text)
        .map_err(|error| Error::str(format_args!("cannot parse {value} as JSON: {error}")))
}

/// How deep the lists and objects of a JSON text are nested.
fn depth(text: &[u8]) -> usize {
    let (mut open, mut deepest) = (0_usize, 0);
    let (mut is_string, mut is_escaped) = (false, false);
    for byte in text {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            b'[' | b'{' if !is_string => {
                open += 1;
                deepest = deepest.max(open);
            }
            b']' | b'}' if !is_string => open = open.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

/// What is wrong with the text of a filter.
fn malformed(code: &str, error: load::Error<&str>) -> String {
    let at = |expected: &str, rest: &str| match rest {
        _ if expected == "nothing" => format!("unexpected text at byte {}", offset(code, rest)),
        "" => format!("expected {expected} at the end"),
        _ => format!("expected {expected} at byte {}", offset(code, rest)),
    };
    match error {
        load::Error::Io(errors) => errors.into_iter().next().map_or_else(String::new, |(_, why)| why),
        load::Error::Lex(errors) => {
            errors.first().map_or_else(String::new, |(expected, rest)| at(expected.as_str(), rest))
        }
        load::Error::Parse(errors) => {
            errors.first().map_or_else(String::new, |(expected, rest)| at(expected.as_str(), rest))
        }
    }
}

/// The byte at which a part of the filter begins.
fn offset(code: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(code.as_ptr() as usize).min(code.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn picked(filter: &str, answer: &Value) -> String {
        let mut out = Vec::new();
        match Pick::parse(filter) {
            Err(why) => format!("malformed: {why}"),
            Ok(pick) => match pick.print(answer, &mut out) {
                Ok(()) => String::from_utf8(out).unwrap(),
                Err(Unpicked::Filter(why)) => format!("{}wrong: {why}", String::from_utf8(out).unwrap()),
                Err(Unpicked::Output(error)) => panic!("{error}"),
            },
        }
    }

    #[test]
    fn strings_are_plain_and_the_rest_is_json() {
        let answer = json!({
            "data": [{ "id": "5", "name": "Zoe\tX", "count": 12345678901234567890_u64 }, { "id": "6", "likes": null }],
        });
        for (filter, expected) in [
            (".data[].id", "5\n6\n"),
            (".data[0].name", "Zoe\tX\n"),
            (".data[0] | {id, n: .count}", "{\"id\":\"5\",\"n\":12345678901234567890}\n"),
            (".data | map(.id) | join(\",\")", "5,6\n"),
            (".data[] | select(.likes == null) | .id", "5\n6\n"),
            (".data | length", "2\n"),
            (".data[1].likes", "null\n"),
            ("empty", ""),
        ] {
            assert_eq!(picked(filter, &answer), expected, "{filter}");
        }
    }

    /// `halt` would end the process with the output in its buffer.
    #[test]
    fn a_filter_that_halts_keeps_its_output() {
        let answer = json!({ "id": "5" });
        assert_eq!(picked(".id, halt, .id", &answer), "5\n");
        assert_eq!(picked(".id, halt(3), .id", &answer), "5\nwrong: it halted with the exit code 3");
    }

    #[test]
    fn text_of_a_server_is_not_parsed_without_end() {
        let answer =
            json!({ "deep": "[".repeat(1_000_000), "fine": r#"{"a":["]]]]",{"b":"\"[["}]}"#, "not": "nope" });
        assert_eq!(picked(".fine | fromjson | .a[1].b", &answer), "\"[[\n");
        assert_eq!(picked(".deep | fromjson", &answer), "wrong: \"JSON that is nested more than 500 deep\"");
        assert_eq!(picked("[.[] | fromjson?] | length", &answer), "1\n");
        assert!(picked(".not | fromjson", &answer).contains("cannot parse"));
        assert_eq!(picked("1 | fromjson", &answer), "wrong: cannot use 1 as string");
        assert_eq!(depth(br#"{"[[": [{}, "\"{{"]}"#), 3);
    }

    #[test]
    fn a_terminal_gets_no_control_characters() {
        let value = |value: Value| read::parse_single(value.to_string().as_bytes()).unwrap();
        let text = value(json!("a\u{1b}[31m\u{9b}31m\u{7f}"));
        assert_eq!(shown(&text, true), "a\u{fffd}[31m\u{fffd}31m\u{fffd}");
        let object = value(json!({ "\u{9b}k": "\u{1b}" }));
        assert_eq!(shown(&object, true), r#"{"\u009bk":"\u001b"}"#);
        assert_eq!(shown(&object, false), "{\"\u{9b}k\":\"\\u001b\"}");
    }

    #[test]
    fn mistakes_say_where_they_are() {
        let answer = json!({ "data": [{ "id": "5" }] });
        for (filter, expected) in [
            (".data[", "malformed: expected closing bracket at the end"),
            (".data | (.id", "malformed: expected closing parenthesis at the end"),
            (".data %%", "malformed: unexpected text at byte 6"),
            (".data | nonsense", "malformed: unknown filter `nonsense` at byte 8"),
            (".data | ", "malformed: expected term at the end"),
            (".data[] | .id, .id.x", "5\nwrong: cannot index \"5\" with \"x\""),
        ] {
            assert_eq!(picked(filter, &answer), expected, "{filter}");
        }
    }
}
