//! Checks the parameters of reads, and the value of any parameter.

use graph_schema::{
    Schema, call as schema_call,
    model::{Encoding, Param, Type},
};
use serde_json::Value;

use crate::protocol::Refusal;

/// Checks the parameters of reading a node or a list; `given` has the text of each that is sent.
pub(super) fn check<'a>(
    schema: &Schema,
    params: &[Param],
    given: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<(), Refusal> {
    for param in params {
        match given(&param.name) {
            Some(text) => drop(read(schema, param, text)?),
            None if param.required => return Err(missing(param)),
            None => {}
        }
    }
    Ok(())
}

/// The refusal of a call without a parameter that it requires.
pub(super) fn missing(param: &Param) -> Refusal {
    Refusal::parameter(format!("The parameter {} is required", param.name))
}

/// The value of a parameter, from its text.
pub(super) fn read(schema: &Schema, param: &Param, text: &str) -> Result<Value, Refusal> {
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
    let json = schema_call::value::json(schema, ty, text, schema_call::value::Notation::Wire);
    let json = json.map_err(|wrongs| {
        let first = wrongs.into_iter().next().map(|wrong| match wrong.place.split_once('.') {
            Some((_, member)) if !matches!(ty, Type::Map(_)) => format!("is wrong: {member} {}", wrong.rule),
            _ => wrong.rule,
        });
        first.unwrap_or_default()
    })?;
    serde_json::from_str(&json).map_err(|_| "must be valid JSON".to_owned())
}

/// A boolean in any of the forms the platform accepts.
fn flag(text: &str) -> Option<Value> {
    match text {
        "1" | "true" => Some(true.into()),
        "0" | "false" | "" => Some(false.into()),
        _ => None,
    }
}
