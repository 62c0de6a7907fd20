//! What one text may be: the forms of scalars, the words of enums, lengths and ranges.

use super::{
    problem::{ProblemKind, meant},
    time::{self, Form},
};
use crate::{
    diagnostic::suggest,
    model::{EnumId, Param, Scalar, Schema, Type},
};

/// Why a value cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Type, length or range.
    pub kind: ProblemKind,
    /// Where in the value, behind the parameter's name: `[0].link`, or nothing for all of it.
    pub place: String,
    /// What it must be, in words that follow the parameter's name: "must be true or false".
    pub rule: String,
    /// What to do.
    pub remedy: String,
}

impl Wrong {
    pub(super) fn new(kind: ProblemKind, rule: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { kind, place: String::new(), rule: rule.into(), remedy: remedy.into() }
    }

    /// Not of its type.
    pub(super) fn ty(rule: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(ProblemKind::Type, rule, remedy)
    }

    pub(super) fn at(self, place: &str) -> Self {
        Self { place: place.to_owned(), ..self }
    }
}

/// What a scalar must be, and how to write it.
pub(super) fn described(scalar: Scalar) -> (&'static str, &'static str) {
    match scalar {
        Scalar::String | Scalar::Secret => ("must be a string", "give text"),
        Scalar::Url => ("must be a valid URL", "write it with its scheme, such as https://example.com/"),
        Scalar::Picture => {
            ("must be a valid URL", "write the picture's address, such as https://example.com/a.jpg")
        }
        Scalar::Integer => ("must be an integer", "write a whole number in digits, such as 3500"),
        Scalar::Number => ("must be a number", "write it with a decimal point, such as 48.85"),
        Scalar::Boolean => ("must be true or false", "write `true` or `false`"),
        Scalar::Date => ("must be a date, YYYY-MM-DD", "write a day that there is, such as 2012-07-04"),
        Scalar::DateTime => ("must be a time", "write it such as 2012-12-06T13:28:21+0000"),
        Scalar::Birthday => ("must be a birthday, MM/DD/YYYY", "write it such as 07/04/1976, or 07/04"),
        Scalar::EventTime => (
            "must be a date, or a date and a time with an offset from UTC",
            "write it such as 2012-07-04, or 2012-07-04T19:00:00-0700",
        ),
        Scalar::Money => ("must be a decimal amount", "write digits with a decimal point, such as 3.98"),
        Scalar::TimeZone => {
            ("must be a time zone", "write hours from UTC such as -7, or a name such as Europe/Prague")
        }
        Scalar::Json => ("must be valid JSON", "text stands in double quotes there"),
        Scalar::Permission => ("must be the name of a permission", "write one such as email"),
        Scalar::File => ("must be a file", "give its name or path"),
    }
}

/// The way a value is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// As a person writes it on a command line or in a file of test cases.
    Natural,
    /// As clients of all kinds send it: `1`, `0` and the empty string are truth values too, scalars inside JSON may be
    /// strings, objects may have unknown members, and an id holds no characters that no id has.
    Wire,
}

/// Reads a text as a value of a type and checks all its parts.
///
/// Returns the value as JSON text.
///
/// # Errors
///
/// Everything that is wrong with the value.
pub fn json(schema: &Schema, ty: &Type, text: &str, notation: Notation) -> Result<String, Vec<Wrong>> {
    super::read::read(schema, ty, text, notation).map(|value| value.to_text())
}

/// The truth that a text stands for on the wire.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "true" => Some(true),
        "0" | "false" | "" => Some(false),
        _ => None,
    }
}

/// What a scalar must be, in words that follow a name: "must be true or false".
pub fn must_be(scalar: Scalar) -> &'static str {
    described(scalar).0
}

/// Whether a text is a value of a scalar. Truth is written `true` and `false`.
pub fn scalar(schema: &Schema, scalar: Scalar, text: &str) -> Result<(), Wrong> {
    let fits = match scalar {
        Scalar::String | Scalar::Secret | Scalar::File | Scalar::TimeZone => true,
        Scalar::Url | Scalar::Picture => {
            text.split_once("://").is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
        }
        Scalar::Integer => text.parse::<i64>().is_ok(),
        Scalar::Number => text.parse::<f64>().is_ok_and(f64::is_finite),
        Scalar::Boolean => matches!(text, "true" | "false"),
        Scalar::Date => time::form(text) == Some(Form::Day),
        Scalar::DateTime => time::form(text).is_some(),
        Scalar::Birthday => is_birthday(text),
        Scalar::EventTime => return event_time(text),
        Scalar::Money => is_decimal(text),
        Scalar::Json => super::read::json(text).is_ok(),
        Scalar::Permission => return permission(schema, text),
    };
    let (rule, remedy) = described(scalar);
    if fits { Ok(()) } else { Err(Wrong::ty(rule, remedy)) }
}

/// Whether a text is a word of an enum.
pub fn word(schema: &Schema, id: EnumId, text: &str) -> Result<(), Wrong> {
    let words: Vec<&str> = schema[id].words.iter().map(|(word, _)| word.as_str()).collect();
    if words.contains(&text) {
        return Ok(());
    }
    let remedy = meant(suggest(text, words.iter().copied()), || "write one of these words".to_owned());
    Err(Wrong::ty(format!("must be one of {{{}}}", words.join(", ")), remedy))
}

/// Whether a text is as long, or a number as high, as its parameter says.
pub fn limits(param: &Param, text: &str) -> Result<(), Wrong> {
    let length = text.chars().count() as u64;
    let characters =
        |count: u64| if count == 1 { "1 character".into() } else { format!("{count} characters") };
    let wrong_length = |least_or_most: &str, limit: u64, remedy: String| {
        let rule = format!("must have {least_or_most} {}, {length} were given", characters(limit));
        Err(Wrong::new(ProblemKind::Length, rule, remedy))
    };
    if let Some(min) = param.min_length.filter(|min| length < *min) {
        let remedy =
            if length == 0 { "do not leave it empty".into() } else { format!("add {}", min - length) };
        return wrong_length("at least", min, remedy);
    }
    if let Some(max) = param.max_length.filter(|max| length > *max) {
        return wrong_length("at most", max, format!("shorten it by {}", length - max));
    }
    let text = text.trim();
    let number = || text.parse::<f64>().ok();
    // Integers are compared as they are: not every one is a float.
    let below = |limit: i64| match text.parse::<i64>() {
        Ok(integer) => integer < limit,
        Err(_) => number().is_some_and(|number| number < limit as f64),
    };
    let above = |limit: i64| match text.parse::<i64>() {
        Ok(integer) => integer > limit,
        Err(_) => number().is_some_and(|number| number > limit as f64),
    };
    let wrong_range = |least_or_most: &str, limit: i64, more_or_less: &str| {
        let rule = format!("must be {least_or_most} {limit}, {} was given", shown(text));
        Err(Wrong::new(ProblemKind::Range, rule, format!("give {limit} or {more_or_less}")))
    };
    match (param.min, param.max) {
        (Some(min), _) if below(min) => wrong_range("at least", min, "more"),
        (_, Some(max)) if above(max) => wrong_range("at most", max, "less"),
        _ => Ok(()),
    }
}

/// A value in a message, cut short.
pub(super) fn shown(text: &str) -> String {
    let mut start: String = text.chars().take(40).collect();
    if start.len() < text.len() {
        start.push_str("..");
    }
    start
}

fn event_time(text: &str) -> Result<(), Wrong> {
    let (rule, remedy) = described(Scalar::EventTime);
    match time::form(text) {
        Some(Form::Day | Form::Exact) => Ok(()),
        Some(Form::Local) => Err(Wrong::ty(
            "must say its offset from UTC where it says a time",
            "write the offset behind the time, such as 2012-07-04T19:00:00-0700",
        )),
        Some(Form::Unix) => {
            Err(Wrong::ty(format!("{rule}, not a Unix time"), format!("{remedy}, instead of seconds")))
        }
        None => Err(Wrong::ty(rule, remedy)),
    }
}

fn permission(schema: &Schema, text: &str) -> Result<(), Wrong> {
    if schema.permission(text).is_some() {
        return Ok(());
    }
    let names = schema.permissions.iter().map(|permission| permission.name.as_str());
    let (rule, remedy) = described(Scalar::Permission);
    Err(Wrong::ty(rule, meant(suggest(text, names), || remedy.to_owned())))
}

/// `07/04/1976`, `07/04`
fn is_birthday(text: &str) -> bool {
    let number = |part: &str, count: usize| {
        let digits = part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        if digits { part.parse().ok() } else { None }
    };
    let parts: Vec<&str> = text.split('/').collect();
    let date = match parts.as_slice() {
        // A year with a leap day stands for one that is not told.
        [month, day] => (Some(2000), number(month, 2), number(day, 2)),
        [month, day, year] => (number(year, 4), number(month, 2), number(day, 2)),
        _ => return false,
    };
    matches!(date, (Some(year), Some(month), Some(day)) if time::is_date(year, month, day))
}

fn is_decimal(text: &str) -> bool {
    let amount = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = amount.split_once('.').unwrap_or((amount, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
