//! Checks parameters: encodings, paths, rules and defaults.

use super::fits::fits;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, suggest},
    json::{Json, Kind},
    model::{
        Encoding, Method, Operation, Param, ParamId, ParamPlace, Returns, Rule, Scalar, Schema, Segment, Type,
    },
    raw::{self, Document},
    reserved,
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    let operations = schema.nodes.iter().flat_map(|node| {
        node.operations.iter().chain(node.connections.iter().flat_map(|connection| &connection.operations))
    });
    for operation in operations.filter(|operation| operation.variant_of.is_none()) {
        paths(operation, diags);
        rules(operation, diags);
        if operation.returns == Returns::List && operation.method != Method::Get {
            diags.push(
                Diagnostic::error(
                    code::BAD_RULE,
                    format!("`{}` returns a list but is not a GET", operation.name),
                )
                .at(operation.span, "only a GET can return pages"),
            );
        }
    }
    let lists =
        schema.nodes.iter().flat_map(|node| &node.connections).flat_map(|connection| &connection.params);
    let lists = lists.chain(schema.nodes.iter().flat_map(|node| &node.params));
    let asked = schema.nodes.iter().flat_map(|node| &node.fields).flat_map(|field| &field.params);
    let lists = lists.chain(asked);
    let own = schema.nodes.iter().flat_map(|node| {
        node.operations.iter().chain(node.connections.iter().flat_map(|connection| &connection.operations))
    });
    let own = own.filter(|operation| operation.variant_of.is_none()).flat_map(|operation| &operation.params);
    for param in own.chain(lists) {
        encoding(param, diags);
    }
    for param in super::params_of(raw) {
        if let Some(default) = &param.default {
            default_fits(param, default, schema, diags);
        }
    }
}

fn encoding(param: &Param, diags: &mut Diagnostics) {
    let (fits, label) = match param.encoding {
        Encoding::Commas => match &param.ty {
            Type::List(item) => (is_plain(item), "`commas` requires a list of plain values"),
            _ => (false, "`commas` requires a list"),
        },
        Encoding::One => (matches!(param.ty, Type::Scalar(Scalar::Boolean)), "`one` requires a boolean"),
        Encoding::Text | Encoding::Json => return,
    };
    if !fits {
        let title = format!("encoding does not fit the type of `{}`", param.name);
        diags.push(Diagnostic::error(code::BAD_ENCODING, title).at(param.span, label));
    }
}

/// Whether a value is written as one text: alone in a segment of a path, or between commas.
pub(super) fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::List(_)
        | Type::Map(_)
        | Type::Keyed(..)
        | Type::Encoded(_)
        | Type::Node(_)
        | Type::Union(_)
        | Type::Connection(_) => false,
        Type::Scalar(Scalar::File | Scalar::Picture | Scalar::Secret) => false,
        Type::Scalar(_) | Type::Id(_) | Type::Ref(_) | Type::Enum(_) => true,
    }
}

fn paths(operation: &Operation, diags: &mut Diagnostics) {
    for (id, param) in operation.params() {
        let named = operation.path.contains(&Segment::Param(id));
        let (title, label) = match (param.place, named) {
            (ParamPlace::Path, false) => (
                format!("the path of `{}` does not contain `{{{}}}`", operation.name, param.name),
                "has `\"in\": \"path\"`",
            ),
            (ParamPlace::Call, true) => (
                format!(
                    "the path of `{}` contains `{{{}}}`, which is not a path parameter",
                    operation.name, param.name
                ),
                "add `\"in\": \"path\"`",
            ),
            (ParamPlace::Path, true) if !param.required => {
                (format!("the path parameter `{}` is not required", param.name), "add `\"required\": true`")
            }
            (ParamPlace::Path, true) if !is_plain(&param.ty) || param.ty == Type::Scalar(Scalar::Json) => {
                (format!("`{}` cannot be part of a path", param.name), "a path segment is a single string")
            }
            _ => continue,
        };
        diags.push(Diagnostic::error(code::PATH_PARAM, title).at(param.span, label));
    }
}

fn rules(operation: &Operation, diags: &mut Diagnostics) {
    let mut grouped: Vec<ParamId> = Vec::new();
    let mut named: Vec<&str> = Vec::new();
    for rule in &operation.rules {
        match rule {
            Rule::AtLeastOne(list) | Rule::ExactlyOne(list) => group(operation, list, &mut grouped, diags),
            Rule::NotTogether { name, sides } => {
                group(operation, &sides.concat(), &mut grouped, diags);
                if let Some((id, _)) =
                    operation.params().find(|(_, param)| param.name == *name || param.rust == *name)
                {
                    invalid_rule(
                        operation,
                        id,
                        "the rule has the same name; set another \"name\" on the rule",
                        diags,
                    );
                }
                if named.contains(&name.as_str()) {
                    let first = sides.iter().flatten().next().copied();
                    let label = format!("two rules are named `{name}`; set another \"name\" on one of them");
                    first.into_iter().for_each(|id| invalid_rule(operation, id, &label, diags));
                }
                named.push(name);
            }
            Rule::OnlyWith { param, with } => {
                if param == with {
                    invalid_rule(operation, *param, "a parameter cannot require itself", diags);
                } else if operation.param(*param).required {
                    invalid_rule(
                        operation,
                        *param,
                        "always required, so it cannot depend on another parameter",
                        diags,
                    );
                } else if operation.param(*with).place == ParamPlace::Path {
                    invalid_rule(
                        operation,
                        *param,
                        "depends on a path parameter, which is always sent",
                        diags,
                    );
                } else if operation.only_with(*with) == Some(*param) && param.0 > with.0 {
                    // Reported at the other one of the two.
                } else if operation.only_with(*with).is_some() {
                    invalid_rule(
                        operation,
                        *param,
                        "depends on a parameter that itself depends on another; name that other parameter instead",
                        diags,
                    );
                }
            }
            Rule::OnlyOn { param, .. } => {
                if operation.param(*param).required {
                    invalid_rule(
                        operation,
                        *param,
                        "always required, so it cannot depend on the target",
                        diags,
                    );
                }
            }
        }
    }
}

/// Checks a group of alternative parameters.
fn group(operation: &Operation, list: &[ParamId], grouped: &mut Vec<ParamId>, diags: &mut Diagnostics) {
    for (at, id) in list.iter().enumerate() {
        let label = if operation.only_with(*id).is_some() {
            "part of a group, so it cannot depend on another parameter"
        } else if operation.param(*id).required {
            "always required, so the rule has no effect"
        } else if list[..at].contains(id) {
            "appears twice in one rule"
        } else if grouped.contains(id) {
            "part of two rules; combine them into one"
        } else {
            continue;
        };
        invalid_rule(operation, *id, label, diags);
    }
    if let Some(id) = list.get(reserved::MOST_ALTERNATIVES) {
        let label = format!(
            "the rule has {} parameters, and at most {} are supported",
            list.len(),
            reserved::MOST_ALTERNATIVES
        );
        invalid_rule(operation, *id, &label, diags);
    }
    grouped.extend(list);
}

fn invalid_rule(operation: &Operation, id: ParamId, label: &str, diags: &mut Diagnostics) {
    let param = operation.param(id);
    // The mend of the first one may mend the next.
    if diags.has_at(code::BAD_RULE, param.span) {
        return;
    }
    diags.push(
        Diagnostic::error(
            code::BAD_RULE,
            format!("invalid rule for `{}` of `{}`", param.name, operation.name),
        )
        .at(param.span, label),
    );
}

fn default_fits(param: &raw::Param, default: &Json, schema: &Schema, diags: &mut Diagnostics) {
    if param.required {
        diags.push(
            Diagnostic::error(
                code::BAD_DEFAULT,
                format!("`{}` is required and has a default", param.name.value),
            )
            .at(default.span, "the default is never used"),
        );
    }
    let raw::TypeKind::Name(name) = &param.ty.kind else { return };
    let ty = Scalar::from_name(name)
        .map(Type::Scalar)
        .or_else(|| schema.enums().find(|(_, item)| item.name == *name).map(|(id, _)| Type::Enum(id)));
    if let Some(limit) = violated_limit(param, &default.kind) {
        let title = format!("the default of `{}` is out of range", param.name.value);
        diags.push(Diagnostic::error(code::BAD_DEFAULT, title).at(default.span, limit));
        return;
    }
    let fits = ty.as_ref().is_none_or(|ty| fits(ty, &default.kind, schema));
    if !fits {
        let meant = match (&ty, &default.kind) {
            (Some(Type::Enum(id)), Kind::String(word)) => {
                suggest(word, schema[*id].words.iter().map(|(known, _)| known.as_str()))
            }
            _ => None,
        };
        diags.push(
            Diagnostic::error(
                code::BAD_DEFAULT,
                format!("the default of `{}` is not a valid `{name}`", param.name.value),
            )
            .at(default.span, format!("expected a value of type `{name}`"))
            .suggest(meant),
        );
    }
}

/// Returns the limit of the parameter that a default violates.
fn violated_limit(param: &raw::Param, default: &Kind) -> Option<String> {
    match default {
        Kind::Number(number) => {
            let number: f64 = number.parse().ok()?;
            let below = param.min.as_ref().filter(|min| number < min.value as f64);
            let above = param.max.as_ref().filter(|max| number > max.value as f64);
            let below = below.map(|min| format!("\"min\" is {}", min.value));
            below.or_else(|| above.map(|max| format!("\"max\" is {}", max.value)))
        }
        Kind::String(text) => {
            let length = text.chars().count() as u64;
            let short = param.min_length.as_ref().filter(|min| length < min.value);
            let long = param.max_length.as_ref().filter(|max| length > max.value);
            let short = short.map(|min| format!("\"min_length\" is {}", min.value));
            short.or_else(|| long.map(|max| format!("\"max_length\" is {}", max.value)))
        }
        _ => None,
    }
}
