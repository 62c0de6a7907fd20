//! Checks constants: their types and values, and what else is said about them.

use super::fits::fits;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    json::{Json, Kind},
    model::{Operation, Param, ParamPlace, Scalar, Schema, Type},
    raw::{self, Document},
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for (object, node) in super::objects(raw, schema) {
        for field in &object.fields {
            if let Some(constant) = field.sent.as_ref().and_then(|sent| sent.constant.as_ref()) {
                member(field, constant, diags);
                let ty = node.field(&field.name.value).map(|field| &field.ty);
                value(&field.name.value, ty, field.ty.span, constant, schema, diags);
            }
        }
    }
    for (raw, param) in super::params(raw, schema) {
        if let Some(constant) = &raw.constant {
            self::param(raw, param, constant, diags);
            value(&raw.name.value, Some(&param.ty), raw.ty.span, constant, schema, diags);
        }
    }
    for (raw, operation) in super::calls(raw, schema) {
        names(raw, operation, diags);
    }
}

/// What is said of a member that is always the same.
fn member(field: &raw::Field, constant: &Json, diags: &mut Diagnostics) {
    let name = &field.name.value;
    let Some(sent) = &field.sent else { return };
    if sent.required {
        let label = "it is always sent, so callers cannot be required to set it";
        choice(name, "required", constant.span, label, diags);
    }
    if let Some(presence) = &field.presence {
        let label = "a constant is only sent, so it is not a member of the Rust type";
        choice(name, "presence", presence.span, label, diags);
    }
    if let Some(flat) = sent.flat {
        choice(name, "flat", flat, "a constant has one value", diags);
    }
    if let Some(add) = &sent.add {
        choice(name, "add", add.span, "a constant has no setters", diags);
    }
    if let Some(alias) = sent.aliases.first() {
        choice(name, "aliases", alias.span, "a constant is not read", diags);
    }
}

fn param(raw: &raw::Param, param: &Param, constant: &Json, diags: &mut Diagnostics) {
    let name = &raw.name.value;
    if raw.required {
        diags.push(
            Diagnostic::error(code::BAD_CONSTANT, format!("the constant `{name}` has the key \"required\""))
                .at(constant.span, "a required parameter is an argument, but this value is always the same")
                .help(format!(
                    "to send it with every call, remove the parameter and write `\"const\": {{ \"{name}\": .. }}` \
                     on the operation"
                )),
        );
    }
    if let Some(default) = &raw.default {
        choice(name, "default", default.span, "the only value that is sent is the constant", diags);
    }
    if let Some(flat) = raw.flat {
        choice(name, "flat", flat, "a constant has one value", diags);
    }
    if let Some(encoding) = &raw.encoding {
        choice(name, "encoding", encoding.span, "a constant is sent as it is written", diags);
    }
    let place = raw.place.as_ref().filter(|_| matches!(param.place, ParamPlace::Path | ParamPlace::Query));
    if let Some(place) = place {
        choice(name, "in", place.span, "a constant is sent with the other parameters", diags);
    }
}

/// A key that gives a choice beside a constant.
fn choice(name: &str, key: &str, span: Span, label: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::BAD_CONSTANT, format!("the constant `{name}` has the key \"{key}\""))
            .at(span, label)
            .help(format!("remove \"{key}\", or remove \"const\"")),
    );
}

fn value(
    name: &str,
    ty: Option<&Type>,
    span: Span,
    constant: &Json,
    schema: &Schema,
    diags: &mut Diagnostics,
) {
    let Some(ty) = ty else { return };
    let is_one_value = match ty {
        Type::Scalar(scalar) => !matches!(scalar, Scalar::File | Scalar::Picture | Scalar::Secret),
        Type::Enum(_) | Type::Id(_) => true,
        _ => false,
    };
    let in_language = ty.name(schema);
    if !is_one_value {
        diags.push(
            Diagnostic::error(
                code::BAD_CONSTANT,
                format!("the constant `{name}` has the type `{in_language}`"),
            )
            .at(span, "a constant has a plain type, such as `string`")
            .help("remove \"type\": the constant is sent as JSON, unchanged"),
        );
    } else if !fits(ty, &constant.kind, schema) {
        diags.push(
            Diagnostic::error(
                code::BAD_CONSTANT,
                format!("the constant `{name}` is not a valid `{in_language}`"),
            )
            .at(constant.span, format!("expected a value of type `{in_language}`"))
            .also(span, "its type")
            .help("correct the value, or remove \"type\""),
        );
    }
}

/// Constants of an operation, and what parameters bring along, are parameters themselves.
fn names(raw: &raw::Operation, operation: &Operation, diags: &mut Diagnostics) {
    let param = |name: &str| raw.params.iter().find(|param| param.name.value == name);
    for (name, json) in &raw.constants {
        if let Some(param) = param(&name.value) {
            diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("`{}` of `{}` is both a constant and a parameter", name.value, operation.name),
                )
                .at(name.span, "every call sends this value")
                .also(param.name.span, "the parameter")
                .help("remove one of them"),
            );
        }
        if json.kind == Kind::Null {
            diags.push(
                Diagnostic::error(code::BAD_CONSTANT, format!("the constant `{}` has no value", name.value))
                    .at(json.span, "a constant cannot be `null`")
                    .help("remove it, or write the value that is sent"),
            );
        }
    }
    for brought in &raw.params {
        for (name, _) in &brought.brings {
            let constant = raw.constants.iter().find(|(constant, _)| constant.value == name.value);
            // An optional parameter may have this value only beside the other: `published` beside a time to publish at.
            let required = param(&name.value).filter(|param| param.required || param.name == brought.name);
            let other = required.map(|param| (param.name.span, "the parameter"));
            let other = other.or_else(|| constant.map(|(name, _)| (name.span, "the constant")));
            if let Some((place, what)) = other {
                diags.push(
                    Diagnostic::error(
                        code::DESCRIBED_TWICE,
                        format!("`{}` brings `{}`, which is already sent", brought.name.value, name.value),
                    )
                    .at(name.span, "one of the two values would be lost")
                    .also(place, what)
                    .help("remove one of them"),
                );
            }
        }
    }
}
