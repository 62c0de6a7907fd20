//! Checks single values: scalars, enum values, lengths and ranges.

use super::{
    problem::{ProblemKind, did_you_mean},
    time::{self, Form},
};
use crate::{
    diagnostic::suggest,
    model::{EnumId, Limits, Scalar, Schema, Type},
};

/// A problem of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Type, length or range.
    pub kind: ProblemKind,
    /// The place in the value, such as `[0].link`; empty for the whole value.
    pub place: String,
    /// What is required, phrased to follow the parameter's name: "must be true or false".
    pub rule: String,
    /// How to fix it.
    pub remedy: String,
}

impl Wrong {
    pub(super) fn new(kind: ProblemKind, rule: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { kind, place: String::new(), rule: rule.into(), remedy: remedy.into() }
    }

    /// Creates a type error.
    pub(super) fn ty(rule: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(ProblemKind::Type, rule, remedy)
    }

    pub(super) fn at(self, place: &str) -> Self {
        Self { place: place.to_owned(), ..self }
    }
}

/// Returns the requirement of a scalar type, and how to write a value.
pub(super) fn described(scalar: Scalar) -> (&'static str, &'static str) {
    match scalar {
        Scalar::String | Scalar::Secret => ("must be a string", "use a string"),
        Scalar::Url => ("must be a valid URL", "include the scheme, such as https://example.com/"),
        Scalar::Picture => {
            ("must be a valid URL", "use the URL of the picture, such as https://example.com/a.jpg")
        }
        Scalar::Integer => ("must be an integer", "use digits only, such as 3500"),
        Scalar::Number => ("must be a number", "use a decimal number, such as 48.85"),
        Scalar::Boolean => ("must be true or false", "use `true` or `false`"),
        Scalar::Date => ("must be a date, YYYY-MM-DD", "use a valid date, such as 2012-07-04"),
        Scalar::DateTime => ("must be a date and time", "use a format such as 2012-12-06T13:28:21+0000"),
        Scalar::Birthday => ("must be a birthday, MM/DD/YYYY", "use a format such as 07/04/1976 or 07/04"),
        Scalar::EventTime => (
            "must be a date, or a date and time with a UTC offset",
            "use a format such as 2012-07-04 or 2012-07-04T19:00:00-0700",
        ),
        Scalar::Money => ("must be a decimal amount", "use digits with a decimal point, such as 3.98"),
        Scalar::TimeZone => {
            ("must be a time zone", "use an offset in hours such as -7, or a name such as Europe/Prague")
        }
        Scalar::Json => ("must be valid JSON", "write strings in double quotes"),
        Scalar::Permission => ("must be the name of a permission", "use a permission such as email"),
        Scalar::File => ("must be a file", "use a file name or path"),
    }
}

/// How a value is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// As people write it, on a command line or in a file of test cases.
    Natural,
    /// As clients of all kinds send it: `1`, `0` and the empty string are also booleans, scalars inside JSON may be
    /// strings, objects may have unknown members, and an id has only valid characters.
    Wire,
}

/// Parses text as a value of a type, and checks every part of it.
///
/// Returns the value as JSON text.
///
/// # Errors
///
/// Returns every problem of the value.
pub fn json(schema: &Schema, ty: &Type, text: &str, notation: Notation) -> Result<String, Vec<Wrong>> {
    super::read::read(schema, ty, text, notation).map(|value| value.to_text())
}

/// Parses a boolean in any of the forms of the wire.
pub(super) fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "true" => Some(true),
        "0" | "false" | "" => Some(false),
        _ => None,
    }
}

/// Returns the requirement of a scalar type, phrased to follow a name: "must be true or false".
pub fn must_be(scalar: Scalar) -> &'static str {
    described(scalar).0
}

/// Checks that a text is a valid scalar. Booleans are `true` and `false`.
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

/// Checks that a text is a value of an enum.
pub fn word(schema: &Schema, id: EnumId, text: &str) -> Result<(), Wrong> {
    let words: Vec<&str> = schema[id].words.iter().map(|(word, _)| word.as_str()).collect();
    if words.contains(&text) {
        return Ok(());
    }
    let remedy = did_you_mean(suggest(text, words.iter().copied()), || "use one of these values".to_owned());
    Err(Wrong::ty(format!("must be one of {{{}}}", words.join(", ")), remedy))
}

/// Checks the limits of a value that is a single text.
///
/// # Errors
///
/// Returns all limits that the value violates.
pub fn limits(limits: &Limits, text: &str) -> Result<(), Vec<Wrong>> {
    let wrong = super::limits::of_text(limits, text);
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Checks the limits of a value given as JSON text. In a list, limits of text and numbers apply to each element.
///
/// # Errors
///
/// Returns all limits that the value violates, each with its place.
pub fn json_limits(limits: &Limits, json: &str) -> Result<(), Vec<Wrong>> {
    let mut wrong = Vec::new();
    if let Ok(value) = super::read::json(json) {
        super::limits::check(limits, &value.kind, "", &mut wrong);
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Shortens a value for a message.
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
            "must include a UTC offset if it includes a time",
            "append the offset, such as 2012-07-04T19:00:00-0700",
        )),
        Some(Form::Unix) => Err(Wrong::ty(format!("{rule}, not a Unix time"), remedy)),
        None => Err(Wrong::ty(rule, remedy)),
    }
}

fn permission(schema: &Schema, text: &str) -> Result<(), Wrong> {
    if schema.permission(text).is_some() {
        return Ok(());
    }
    let names = schema.permissions.iter().map(|permission| permission.name.as_str());
    let (rule, remedy) = described(Scalar::Permission);
    Err(Wrong::ty(rule, did_you_mean(suggest(text, names), || remedy.to_owned())))
}

/// `07/04/1976`, `07/04`
fn is_birthday(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let (month, day, year) = match parts.as_slice() {
        // A leap year, so that February 29 is accepted without a year.
        [month, day] => (*month, *day, "2000"),
        [month, day, year] => (*month, *day, *year),
        _ => return false,
    };
    // Dates are written in one way only: two digits, two digits, four digits.
    time::form(&format!("{year}-{month}-{day}")) == Some(Form::Day)
}

fn is_decimal(text: &str) -> bool {
    let amount = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = amount.split_once('.').unwrap_or((amount, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
