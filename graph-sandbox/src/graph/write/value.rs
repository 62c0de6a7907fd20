//! Checks that the parameters of an operation are present, of the right type and within their limits.

use graph_schema::Schema;

use super::bind::{Bound, is_file};
use crate::{
    graph::{faults, params},
    protocol::Refusal,
};

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
            Some(text) => Some(params::read(schema, param, text)?),
            None if param.required => {
                return Err(params::missing(param));
            }
            None => param.default.as_deref().and_then(|default| serde_json::from_str(default).ok()),
        });
    }
    bound.values = values;
    Ok(())
}
