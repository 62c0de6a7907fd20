//! Checks that parameters are present, of the right type and within their limits.

use graph_schema::{
    Schema,
    call::{
        self as schema_call, ProblemKind,
        value::{Notation, Wrong},
    },
    model::{Encoding, Param, Type},
};
use serde_json::Value;

use super::{
    bind::{Bound, is_file},
    faults,
};
use crate::protocol::{Call, Refusal};

/// Checks every parameter of a call and sets its value.
pub(super) fn check(schema: &Schema, bound: &mut Bound<'_>) -> Result<(), Refusal> {
    if let Some(wrong) = bound.received.as_ref().and_then(|received| received.wrong.first()) {
        return Err(faults::refusal(wrong));
    }
    let mut values = Vec::with_capacity(bound.texts.len());
    for (at, ((param, text), files)) in
        bound.operation.params.iter().zip(&bound.texts).zip(&bound.files).enumerate()
    {
        let received = bound.received.as_ref().and_then(|received| received.values.get(at)?.as_deref());
        if let Some(value) = received.and_then(|json| serde_json::from_str(json).ok()) {
            values.push(Some(value));
            continue;
        }
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
        (Encoding::One, _) => flag(text).ok_or_else(|| type_fault("must be 1")),
        (Encoding::Commas, Type::List(item)) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            parts.map(|part| of_text(schema, item, part)).collect::<Result<Vec<_>, _>>().map(Value::Array)
        }
        (Encoding::Commas | Encoding::Text | Encoding::Json, ty) => of_text(schema, ty, text),
    };
    value.map_err(|wrong| {
        let place = format!("{}{}", param.name, wrong.place);
        faults::refusal(&Wrong { place, ..wrong })
    })
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
