//! Checks the parameters of reads, and the value of any parameter.

use graph_schema::{
    Schema,
    call::{
        self as schema_call, ProblemKind,
        value::{Notation, Wrong},
    },
    model::{Encoding, Param, Type},
};
use serde_json::Value;

use super::faults;
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
    let refuse = |wrong: Wrong| {
        let place = format!("{}{}", param.name, wrong.place);
        faults::refusal(&Wrong { place, ..wrong })
    };
    let first = |wrongs: Vec<Wrong>| {
        let wrong = wrongs.into_iter().next();
        refuse(wrong.unwrap_or_else(|| type_fault("must be a valid value")))
    };
    // An empty text is too short before it is anything else.
    let is_list = matches!(param.ty, Type::List(_) | Type::Map(_));
    if !is_list {
        schema_call::value::limits(&param.limits, text).map_err(first)?;
    }
    let value = match (param.encoding, &param.ty) {
        (Encoding::One, _) => flag(text).ok_or_else(|| type_fault("must be 1")),
        (Encoding::Commas, Type::List(item)) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| of_text(schema, item, part)).collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        (Encoding::Commas | Encoding::Text | Encoding::Json, ty) => of_text(schema, ty, text),
    };
    let value = value.map_err(refuse)?;
    if is_list {
        schema_call::value::json_limits(&param.limits, &value.to_string()).map_err(first)?;
    }
    Ok(value)
}

/// Parses the text of a parameter; the error says what it must be.
fn of_text(schema: &Schema, ty: &Type, text: &str) -> Result<Value, Wrong> {
    let json = schema_call::value::json(schema, ty, text, Notation::Wire);
    let json = json
        .map_err(|wrongs| wrongs.into_iter().next().unwrap_or_else(|| type_fault("must be a valid value")))?;
    serde_json::from_str(&json).map_err(|_| type_fault("must be valid JSON"))
}

fn type_fault(rule: &str) -> Wrong {
    Wrong { kind: ProblemKind::Type, place: String::new(), rule: rule.to_owned(), remedy: String::new() }
}

/// A boolean in any of the forms the platform accepts.
fn flag(text: &str) -> Option<Value> {
    match text {
        "1" | "true" => Some(true.into()),
        "0" | "false" | "" => Some(false.into()),
        _ => None,
    }
}
