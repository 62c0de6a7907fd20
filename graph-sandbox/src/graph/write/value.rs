//! Checks that parameters are present, of the right type and within their limits.

use graph_schema::{
    Schema, call as schema_call,
    model::{Encoding, Param, Scalar, Type},
};
use serde_json::{Value, json};

use super::bind::{Bound, is_file};
use crate::protocol::{Call, Refusal};

/// Checks every parameter of a call and sets its value.
pub(super) fn check(schema: &Schema, bound: &mut Bound<'_>) -> Result<(), Refusal> {
    let mut values = Vec::with_capacity(bound.texts.len());
    for ((param, text), files) in bound.operation.params.iter().zip(&bound.texts).zip(&bound.files) {
        if is_file(param) && text.is_some() && files.is_empty() {
            return Err(Refusal::new(324, format!("(#324) Requires upload file: {}", param.name)));
        }
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

/// Checks the parameters of reading a node.
pub(crate) fn params(schema: &Schema, params: &[Param], call: &Call) -> Result<(), Refusal> {
    for param in params {
        match call.param(&param.name) {
            Some(text) => drop(read(schema, param, text)?),
            None if param.required => {
                return Err(Refusal::parameter(format!("The parameter {} is required", param.name)));
            }
            None => {}
        }
    }
    Ok(())
}

fn read(schema: &Schema, param: &Param, text: &str) -> Result<Value, Refusal> {
    let refuse = |what: String| Refusal::parameter(format!("Param {} {what}", param.name));
    schema_call::value::limits(param, text).map_err(|wrong| refuse(wrong.rule))?;
    let value = match (param.encoding, &param.ty) {
        (Encoding::One, _) => flag(text).ok_or_else(|| "must be 1".to_owned()),
        (Encoding::Commas, Type::List(item)) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| of_text(schema, item, part)).collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        (Encoding::Commas | Encoding::Text | Encoding::Json, ty) => of_text(schema, ty, text),
    };
    value.map_err(refuse)
}

/// Parses the text of a parameter; the error says what it must be.
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
            // A list of scalars may also be separated by commas.
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

/// Checks a value inside a parameter's JSON.
fn of_json(schema: &Schema, ty: &Type, value: Value) -> Result<Value, String> {
    match (ty, value) {
        (Type::Scalar(Scalar::Boolean), Value::String(text)) if flag(&text).is_some() => {
            Ok(Value::String(text))
        }
        (Type::Scalar(Scalar::Json), value) => Ok(value),
        (Type::Scalar(scalar), Value::String(text)) => {
            match schema_call::value::scalar(schema, *scalar, &text) {
                Ok(()) => Ok(Value::String(text)),
                Err(wrong) => Err(wrong.rule),
            }
        }
        (Type::Scalar(Scalar::Boolean), value @ Value::Bool(_)) => Ok(value),
        (Type::Scalar(Scalar::Integer), value) if value.is_i64() || value.is_u64() => Ok(value),
        (Type::Scalar(Scalar::Number), value @ Value::Number(_)) => Ok(value),
        (Type::Scalar(scalar), _) => Err(schema_call::value::must_be(*scalar).to_owned()),
        (Type::Id(_), Value::Number(number)) => Ok(Value::String(number.to_string())),
        (Type::Id(_), Value::String(id)) => {
            let fits = !id.is_empty()
                && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-'));
            if fits { Ok(Value::String(id)) } else { Err(must_be("a valid ID")) }
        }
        (Type::Id(_), _) => Err(must_be("a valid ID")),
        (Type::Enum(id), value) => {
            schema_call::value::word(schema, *id, value.as_str().unwrap_or_default())
                .map_err(|wrong| wrong.rule)?;
            Ok(value)
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

fn must_be(what: &str) -> String {
    format!("must be {what}")
}

/// A boolean in any of the forms the platform accepts.
fn flag(text: &str) -> Option<Value> {
    match text {
        "1" | "true" => Some(true.into()),
        "0" | "false" | "" => Some(false.into()),
        _ => None,
    }
}
