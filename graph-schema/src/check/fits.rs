//! Whether a JSON value of the schema is a value of a type.

use graph_wire::time;

use crate::{
    json::Kind,
    model::{Scalar, Schema, Type},
};

/// Whether a default or constant is a value of its type.
pub(super) fn fits(ty: &Type, value: &Kind, schema: &Schema) -> bool {
    match (ty, value) {
        (_, Kind::Bad) | (Type::Scalar(Scalar::Json), _) => true,
        (Type::Enum(id), Kind::String(word)) => schema[*id].words.iter().any(|(known, _)| known == word),
        (Type::Scalar(Scalar::Boolean), kind) => matches!(kind, Kind::Bool(_)),
        (Type::Scalar(Scalar::Integer), kind) => {
            matches!(kind, Kind::Number(number) if number.parse::<i64>().is_ok())
        }
        (Type::Scalar(Scalar::Number), kind) => matches!(kind, Kind::Number(_)),
        (Type::Scalar(scalar), Kind::String(text)) => is_time(*scalar, text),
        (_, kind) => matches!(kind, Kind::String(_)),
    }
}

/// Whether the text is a value of a scalar that is a date or time; of others, any text is.
fn is_time(scalar: Scalar, text: &str) -> bool {
    match scalar {
        Scalar::Date => time::written(text).is_some_and(|written| written.clock.is_none()),
        Scalar::DateTime => time::written(text).is_some() || time::unix(text).is_some(),
        Scalar::EventTime => time::written(text).is_some(),
        _ => true,
    }
}
