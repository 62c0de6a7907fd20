//! Picks parts of an answer with a filter in the language of jq.

use std::io::{self, IsTerminal, Write};

use jaq_core::{
    Compiler, Ctx, Filter, Vars,
    data::JustLut,
    load::{self, Arena, File, Loader},
    unwrap_valr,
};
use jaq_json::{Val, read};
use serde_json::Value;

use super::sanitize;

/// A filter that was compiled.
pub struct Pick {
    filter: Filter<JustLut<Val>>,
}

/// Why a filter printed nothing, or not all.
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
    /// What is wrong with it, and where.
    pub fn parse(code: &str) -> Result<Self, String> {
        let definitions = jaq_core::defs().chain(jaq_std::defs()).chain(jaq_json::defs());
        let functions = jaq_core::funs().chain(jaq_std::funs()).chain(jaq_json::funs());
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

    /// Prints what the filter yields for an answer, a line each: strings as they are, anything else as JSON.
    pub fn print(&self, answer: &Value, out: &mut impl Write) -> Result<(), Unpicked> {
        let wrong = |error: &dyn std::fmt::Display| Unpicked::Filter(sanitize(&error.to_string()));
        // By text, which keeps every digit of a number.
        let input = read::parse_single(answer.to_string().as_bytes()).map_err(|error| wrong(&error))?;
        let context = Ctx::<JustLut<Val>>::new(&self.filter.lut, Vars::new([]));
        let is_terminal = io::stdout().is_terminal();
        for value in self.filter.id.run((context, input)).map(unwrap_valr) {
            match value.map_err(|error| wrong(&error))? {
                Val::TStr(text) => {
                    let text = String::from_utf8_lossy(&text);
                    match is_terminal {
                        true => writeln!(out, "{}", sanitize(&text))?,
                        false => writeln!(out, "{text}")?,
                    }
                }
                value => writeln!(out, "{value}")?,
            }
        }
        Ok(())
    }
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

/// Where a part of the filter begins.
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
