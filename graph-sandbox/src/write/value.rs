//! Values of parameters: present, of the right type, within their limits.

use graph_schema::{
    Schema,
    model::{Encoding, Param, Scalar, Type},
};
use serde_json::{Value, json};

use super::Bound;
use crate::{answer::Refusal, clock};

/// Checks every parameter of a call and keeps its value.
pub(super) fn check(schema: &Schema, bound: &mut Bound<'_>) -> Result<(), Refusal> {
    let mut values = Vec::with_capacity(bound.texts.len());
    for (param, text) in bound.operation.params.iter().zip(&bound.texts) {
        values.push(match text {
            Some(text) => Some(read(schema, param, text)?),
            None if param.required => {
                return Err(Refusal::parameter(format!("The parameter {} is required", param.name)));
            }
            None => param.default.as_deref().and_then(|default| serde_json::from_str(default).ok()),
        });
    }
    bound.values = values;
    Ok(())
}

fn read(schema: &Schema, param: &Param, text: &str) -> Result<Value, Refusal> {
    let refuse = |what: String| Refusal::parameter(format!("Param {} {what}", param.name));
    let length = text.chars().count() as u64;
    if param.min_length.is_some_and(|least| length < least) {
        return Err(refuse(format!(
            "must have at least {} character(s)",
            param.min_length.unwrap_or_default()
        )));
    }
    if param.max_length.is_some_and(|most| length > most) {
        return Err(refuse(format!(
            "must have at most {} character(s)",
            param.max_length.unwrap_or_default()
        )));
    }
    let value = match (param.encoding, &param.ty) {
        (Encoding::One, _) => flag(text).ok_or_else(|| "must be 1".to_owned()),
        (Encoding::Commas, Type::List(item)) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| of_text(schema, item, part)).collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        (Encoding::Commas | Encoding::Text | Encoding::Json, ty) => of_text(schema, ty, text),
    };
    let value = value.map_err(refuse)?;
    if let Some(number) = value.as_f64() {
        if param.min.is_some_and(|least| number < least as f64) {
            return Err(refuse(format!("must be at least {}", param.min.unwrap_or_default())));
        }
        if param.max.is_some_and(|most| number > most as f64) {
            return Err(refuse(format!("must be at most {}", param.max.unwrap_or_default())));
        }
    }
    Ok(value)
}

/// A value out of a parameter's text; the error says what it must be.
fn of_text(schema: &Schema, ty: &Type, text: &str) -> Result<Value, String> {
    let json = || serde_json::from_str::<Value>(text).ok();
    match ty {
        Type::Scalar(Scalar::Integer) => {
            text.trim().parse::<i64>().map(Value::from).map_err(|_| must_be("an integer"))
        }
        Type::Scalar(Scalar::Number) => match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(json!(number)),
            _ => Err(must_be("a number")),
        },
        Type::Scalar(Scalar::Boolean) => flag(text).ok_or_else(|| must_be("true or false")),
        Type::Scalar(Scalar::Json) => json().ok_or_else(|| must_be("valid JSON")),
        Type::Scalar(_) | Type::Id(_) | Type::Enum(_) => of_json(schema, ty, Value::String(text.to_owned())),
        Type::List(item) => match json() {
            Some(value @ Value::Array(_)) => of_json(schema, ty, value),
            // A list of plain values may also be joined by commas.
            _ if matches!(**item, Type::Scalar(_) | Type::Id(_) | Type::Enum(_))
                && !text.trim_start().starts_with(['[', '{']) =>
            {
                let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
                parts.map(|part| of_text(schema, item, part)).collect::<Result<Vec<_>, _>>().map(Value::Array)
            }
            _ => Err(must_be("an array")),
        },
        Type::Node(_) | Type::Ref(_) | Type::Map(_) | Type::Connection(_) => match json() {
            Some(value) => of_json(schema, ty, value),
            None => Err(must_be("a JSON object")),
        },
    }
}

/// A value inside a parameter's JSON.
fn of_json(schema: &Schema, ty: &Type, value: Value) -> Result<Value, String> {
    match (ty, value) {
        (Type::Scalar(scalar), Value::String(text)) => match of_scalar(schema, *scalar, &text) {
            Ok(()) => Ok(Value::String(text)),
            Err(what) => Err(what),
        },
        (Type::Scalar(Scalar::Json), value) => Ok(value),
        (Type::Scalar(Scalar::Boolean), value @ Value::Bool(_)) => Ok(value),
        (Type::Scalar(Scalar::Integer), value) if value.is_i64() || value.is_u64() => Ok(value),
        (Type::Scalar(Scalar::Number), value @ Value::Number(_)) => Ok(value),
        (Type::Scalar(scalar), _) => Err(must_be(name_of(*scalar))),
        (Type::Id(_), Value::Number(number)) => Ok(Value::String(number.to_string())),
        (Type::Id(_), Value::String(id)) => {
            let fits = !id.is_empty()
                && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-'));
            if fits { Ok(Value::String(id)) } else { Err(must_be("a valid ID")) }
        }
        (Type::Id(_), _) => Err(must_be("a valid ID")),
        (Type::Enum(id), value) => {
            let words = &schema[*id].words;
            if words.iter().any(|(word, _)| value.as_str() == Some(word)) {
                return Ok(value);
            }
            let words: Vec<_> = words.iter().map(|(word, _)| word.as_str()).collect();
            Err(format!("must be one of {{{}}}", words.join(", ")))
        }
        (Type::List(item), Value::Array(values)) => values
            .into_iter()
            .map(|value| of_json(schema, item, value))
            .collect::<Result<Vec<_>, _>>()
            .map(Value::Array),
        (Type::List(_), _) => Err(must_be("an array")),
        (Type::Map(item), Value::Object(values)) => {
            let values = values.into_iter().map(|(key, value)| Ok((key, of_json(schema, item, value)?)));
            values.collect::<Result<_, String>>().map(Value::Object)
        }
        (Type::Node(node), Value::Object(values)) if schema[*node].is_object => {
            let values = values.into_iter().map(|(key, value)| match schema[*node].field(&key) {
                Some(field) => match of_json(schema, &field.ty, value) {
                    Ok(value) => Ok((key, value)),
                    Err(what) => Err(format!("is wrong: {key} {what}")),
                },
                None => Ok((key, value)),
            });
            values.collect::<Result<_, String>>().map(Value::Object)
        }
        (Type::Node(_) | Type::Ref(_), value @ Value::Object(_)) => Ok(value),
        (Type::Node(_) | Type::Ref(_) | Type::Map(_) | Type::Connection(_), _) => {
            Err(must_be("a JSON object"))
        }
    }
}

fn of_scalar(schema: &Schema, scalar: Scalar, text: &str) -> Result<(), String> {
    let moment = clock::parse(text).map(|(_, form)| form);
    let fits = match scalar {
        Scalar::String | Scalar::Json | Scalar::File | Scalar::TimeZone | Scalar::Secret => true,
        Scalar::Url | Scalar::Picture => {
            text.split_once("://").is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
        }
        Scalar::Integer => text.parse::<i64>().is_ok(),
        Scalar::Number => text.parse::<f64>().is_ok_and(f64::is_finite),
        Scalar::Boolean => flag(text).is_some(),
        Scalar::Date => moment == Some(clock::Form::Day),
        Scalar::DateTime => moment.is_some(),
        Scalar::Birthday => is_birthday(text),
        Scalar::EventTime => match moment {
            Some(clock::Form::Day | clock::Form::Exact) => true,
            Some(clock::Form::Local) => {
                return Err("must say its offset from UTC where it says a time".to_owned());
            }
            Some(clock::Form::Unix) | None => false,
        },
        Scalar::Money => is_decimal(text),
        Scalar::Permission => schema.permission(text).is_some(),
    };
    if fits { Ok(()) } else { Err(must_be(name_of(scalar))) }
}

fn must_be(what: &str) -> String {
    format!("must be {what}")
}

fn name_of(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "a string",
        Scalar::Url | Scalar::Picture => "a valid URL",
        Scalar::Integer => "an integer",
        Scalar::Number => "a number",
        Scalar::Boolean => "true or false",
        Scalar::Date => "a date, YYYY-MM-DD",
        Scalar::DateTime => "a time",
        Scalar::Birthday => "a birthday, MM/DD/YYYY",
        Scalar::EventTime => "a date, or a date and a time with an offset from UTC",
        Scalar::Money => "a decimal amount",
        Scalar::TimeZone => "a time zone",
        Scalar::Secret => "a string",
        Scalar::Json => "valid JSON",
        Scalar::File => "a file",
        Scalar::Permission => "the name of a permission",
    }
}

fn flag(text: &str) -> Option<Value> {
    match text {
        "1" | "true" => Some(true.into()),
        "0" | "false" | "" => Some(false.into()),
        _ => None,
    }
}

/// `07/04/1976`, `07/04`
fn is_birthday(text: &str) -> bool {
    let parts: Vec<Option<u32>> = text.split('/').map(|part| part.parse().ok()).collect();
    match parts.as_slice() {
        [Some(month), Some(day)] | [Some(month), Some(day), Some(_)] => {
            (1..=12).contains(month) && (1..=31).contains(day)
        }
        _ => false,
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, part].iter().all(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}
