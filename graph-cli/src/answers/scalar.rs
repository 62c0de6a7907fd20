//! Scalars, in any of the representations that the platform uses.

use graph_schema::{call::value, model::Scalar};
use serde_json::{Map, Value};

use super::{
    decode::Decoder,
    finding::{Kind, describe},
};

/// Unix times above this are milliseconds.
const MILLISECONDS_FROM: f64 = 1e11;
/// The range of years with four digits, in milliseconds.
const YEAR_0: f64 = -62_167_219_200_000.0;
const YEAR_10000: f64 = 253_402_300_800_000.0;

/// Whether a Unix time in seconds or milliseconds lies in a year with four digits.
fn is_timestamp(time: f64) -> bool {
    let millis = if time.abs() > MILLISECONDS_FROM { time } else { time * 1000.0 };
    (YEAR_0..YEAR_10000).contains(&millis.round())
}

/// Whether an object in place of an id has none.
pub(super) fn is_without_id(members: &Map<String, Value>) -> bool {
    match members.get("id") {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Object(members)) => is_without_id(members),
        Some(Value::Array(items)) => items.is_empty(),
        Some(_) => false,
    }
}

impl Decoder<'_> {
    pub(super) fn scalar(&mut self, scalar: Scalar, value: &Value) {
        match scalar {
            Scalar::String | Scalar::Url | Scalar::Secret | Scalar::File => self.text(value),
            Scalar::Integer => self.integer(value),
            Scalar::Number => match value {
                Value::Number(_) => {}
                Value::String(text) if text.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
                    self.coerced("a number", value);
                }
                _ => self.failed("a number", value),
            },
            Scalar::Boolean => self.boolean(value),
            Scalar::Date => self.written("a date", scalar, value),
            Scalar::DateTime => self.written("a date and time", scalar, value),
            Scalar::EventTime => self.written("a date, or a date and time", scalar, value),
            Scalar::Birthday => self.written("a birthday such as 12/06/1980, 12/06 or 1980", scalar, value),
            Scalar::Money => self.written("a decimal amount", scalar, value),
            Scalar::TimeZone => match value {
                Value::String(_) | Value::Number(_) | Value::Bool(_) => {}
                _ => self.failed("a time zone", value),
            },
            Scalar::Picture => self.picture(value),
            Scalar::Permission => {
                let schema = self.schema;
                self.word(schema.permissions.iter().map(|permission| permission.name.as_str()), value);
            }
            Scalar::Json => self.json(value),
        }
    }

    fn text(&mut self, value: &Value) {
        match value {
            Value::String(_) | Value::Null => {}
            Value::Number(_) | Value::Bool(_) => self.coerced("a string", value),
            Value::Array(items) if items.is_empty() => self.coerced("a value", value),
            _ => self.failed("a string", value),
        }
    }

    fn integer(&mut self, value: &Value) {
        let whole = |number: f64| number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0;
        match value {
            Value::Number(number) if number.is_i64() => {}
            Value::Number(number) if number.as_f64().is_some_and(whole) => self.coerced("an integer", value),
            Value::String(text)
                if text.trim().parse::<i64>().is_ok() || text.trim().parse::<f64>().is_ok_and(whole) =>
            {
                self.coerced("an integer", value);
            }
            _ => self.failed("an integer", value),
        }
    }

    fn boolean(&mut self, value: &Value) {
        let is_coercible = match value {
            Value::Bool(_) => return,
            Value::Number(number) => matches!(number.as_i64(), Some(0 | 1)),
            Value::String(text) => matches!(text.as_str(), "true" | "false" | "1" | "0"),
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        };
        match is_coercible {
            true => self.coerced("true or false", value),
            false => self.failed("true or false", value),
        }
    }

    /// Dates, times and amounts: strings, or numbers.
    fn written(&mut self, expected: &str, scalar: Scalar, value: &Value) {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => {
                self.coerced(expected, value);
                number.to_string()
            }
            _ => return self.failed(expected, value),
        };
        let fits = |scalar| value::scalar(self.schema, scalar, &text).is_ok();
        let fits = match scalar {
            // Answers use every representation of a time, including those that a call may not use.
            Scalar::Date | Scalar::DateTime | Scalar::EventTime => {
                let is_numeric = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
                fits(Scalar::DateTime) || is_numeric && text.parse::<f64>().is_ok_and(is_timestamp)
            }
            Scalar::Birthday => {
                let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
                is_year || fits(Scalar::Birthday)
            }
            _ => fits(scalar),
        };
        if !fits {
            self.failed(expected, value);
        }
    }

    /// A word of an enum.
    pub(super) fn word<'w>(&mut self, words: impl Iterator<Item = &'w str>, value: &Value) {
        let text = match value {
            Value::String(text) => text.clone(),
            Value::Number(_) | Value::Bool(_) => {
                self.coerced("an enum value", value);
                value.to_string()
            }
            _ => return self.failed("an enum value", value),
        };
        let words: Vec<&str> = words.collect();
        if words.contains(&text.as_str()) {
            return;
        }
        match words.iter().any(|word| word.eq_ignore_ascii_case(&text)) {
            true => self.note(Kind::Coerced, "expected the schema's spelling, found another case"),
            false => self.note(Kind::UnknownWord, describe(value)),
        }
    }

    /// An object in place of an id, if it has none.
    pub(super) fn without_id(&mut self, members: &Map<String, Value>, value: &Value) {
        self.coerced("an id", value);
        for (key, value) in members {
            self.keys += 1;
            self.known += usize::from(key == "id");
            if key != "id" {
                self.below(key, |this| this.lost(key, value));
            }
        }
    }

    /// A string, a number, or an object with an `id`.
    pub(super) fn id(&mut self, value: &Value) {
        match value {
            Value::String(_) => {}
            // `serde_json` reads an integer beyond 64 bits as a float.
            Value::Number(number)
                if !number.is_f64() || number.as_f64().is_some_and(|number| number.abs() > 1e19) =>
            {
                self.coerced("an id as a string", value);
            }
            Value::Object(members) => {
                self.coerced("an id", value);
                for (key, value) in members {
                    self.keys += 1;
                    self.known += usize::from(key == "id");
                    self.below(key, |this| match key.as_str() {
                        "id" => this.id(value),
                        _ => this.lost(key, value),
                    });
                }
                if members.get("id").is_none_or(Value::is_null) {
                    self.failed("an id", value);
                }
            }
            _ => self.failed("an id", value),
        }
    }

    /// `{"id": .., "name": ..}`, or a bare name or id.
    pub(super) fn reference(&mut self, value: &Value) {
        match value {
            Value::String(_) => return self.coerced("an object", value),
            Value::Number(_) => return self.id(value),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {}
        }
        let Some(members) = self.object(value) else { return };
        for (key, value) in members {
            self.keys += 1;
            let known = matches!(key.as_str(), "id" | "name");
            self.known += usize::from(known);
            self.below(key, |this| match (key.as_str(), value) {
                (_, Value::Null) if known => {}
                ("id", Value::String(text)) if text.is_empty() => this.coerced("a value", value),
                ("id", Value::Array(items)) if items.is_empty() => this.coerced("a value", value),
                ("id", _) => this.id(value),
                ("name", _) => this.text(value),
                _ => this.lost(key, value),
            });
        }
    }

    /// A URL, `{"url": ..}`, or the same inside `data`.
    fn picture(&mut self, value: &Value) {
        if value.is_string() {
            return;
        }
        let Some(members) = self.object(value) else { return };
        for (key, value) in members {
            self.keys += 1;
            self.known += 1;
            self.below(key, |this| match key.as_str() {
                "data" => this.picture(value),
                "url" => this.scalar(Scalar::String, value),
                "is_silhouette" if !value.is_null() => this.boolean(value),
                "width" | "height" if !value.is_null() => this.integer(value),
                "is_silhouette" | "width" | "height" => {}
                _ => {
                    this.known -= 1;
                    this.lost(key, value);
                }
            });
        }
    }

    /// Any JSON. It is kept unchanged, so every key counts as known.
    fn json(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                (self.keys, self.known) = (self.keys + members.len(), self.known + members.len());
                members.values().for_each(|value| self.json(value));
            }
            Value::Array(items) => items.iter().for_each(|value| self.json(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}
