//! Checks the values with which a parameter or member can be sent: `"only_with": { "kind": ["IMAGE", "VIDEO"] }`.

use super::fits::fits;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, suggest},
    json::{Json, Kind},
    model::{Encoding, Scalar, Schema, Type},
    raw::{Document, OnlyWith},
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for (raw, operation) in super::calls(raw, schema) {
        for param in &raw.params {
            let Some(rule) = &param.only_with else { continue };
            let with = operation.params.iter().find(|other| other.name == rule.name.value);
            let Some(with) = with else { continue };
            if with.encoding == Encoding::One {
                one(&param.name.value, rule, diags);
            } else {
                values(&param.name.value, rule, &with.ty, schema, diags);
            }
        }
    }
    for (raw, object) in super::objects(raw, schema) {
        for field in &raw.fields {
            let Some(rule) = field.sent.as_ref().and_then(|sent| sent.only_with.as_ref()) else { continue };
            let Some(with) = object.fields.iter().find(|other| other.name == rule.name.value) else {
                continue;
            };
            values(&field.name.value, rule, &with.ty, schema, diags);
        }
    }
}

fn values(name: &str, rule: &OnlyWith, ty: &Type, schema: &Schema, diags: &mut Diagnostics) {
    let Some(values) = &rule.values else { return };
    let with = &rule.name.value;
    let ty_name = ty.name(schema);
    let is_compared = matches!(
        ty,
        Type::Enum(_) | Type::Scalar(Scalar::String | Scalar::Url | Scalar::Integer | Scalar::Boolean)
    );
    if !is_compared {
        diags.push(
            invalid(name)
                .at(rule.name.span, format!("`{with}` is a `{ty_name}`, whose values are not compared"))
                .help(format!(
                    "write `\"only_with\": \"{with}\"`; only values of enums, `string`, `integer` and `boolean` can be compared"
                )),
        );
        return;
    }
    if values.is_empty() {
        diags.push(
            invalid(name)
                .at(rule.name.span, "a list without values allows none")
                .help(format!("list the values of `{with}`, or write `\"only_with\": \"{with}\"` for any")),
        );
    }
    for (at, value) in values.iter().enumerate() {
        let is_repeated = values[..at].iter().any(|other| other.to_text() == value.to_text());
        if is_repeated {
            diags.push(invalid(name).at(value.span, "the value is listed twice").help("remove one of them"));
        } else if !fits(ty, &value.kind, schema) {
            let near = word(value).and_then(|word| match ty {
                Type::Enum(id) => suggest(word, schema[*id].words.iter().map(|(known, _)| known.as_str())),
                _ => None,
            });
            let label = format!("expected a value of type `{ty_name}`, the type of `{with}`");
            diags.push(invalid(name).at(value.span, label).suggest(near));
        }
    }
}

/// What is only sent if it is true needs no value.
fn one(name: &str, rule: &OnlyWith, diags: &mut Diagnostics) {
    if rule.values.is_some() {
        let with = &rule.name.value;
        diags.push(
            invalid(name)
                .at(rule.name.span, format!("`{with}` is sent only if it is true"))
                .help(format!("write `\"only_with\": \"{with}\"`")),
        );
    }
}

fn word(value: &Json) -> Option<&str> {
    match &value.kind {
        Kind::String(word) => Some(word),
        _ => None,
    }
}

fn invalid(name: &str) -> Diagnostic {
    Diagnostic::error(code::BAD_RULE, format!("invalid rule for `{name}`"))
}
