//! Checks in which part of a call its parameters are sent.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{BodyFormat, Method, Operation, ParamPlace, Returns, Rule, Scalar, Schema, Type},
    raw::{self, Document, TypeKind},
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for (raw, operation) in super::calls(raw, schema) {
        let is_json = operation.body == BodyFormat::Json;
        if let Some(body) = raw.body.as_ref().filter(|_| is_json && operation.method == Method::Get) {
            diags.push(
                Diagnostic::error(code::BAD_BODY, format!("`{}` is a GET with a body", operation.name))
                    .at(body.span, "a GET sends its parameters in the query")
                    .help("remove \"body\", or use the method POST"),
            );
        }
        if let Some(span) = raw.in_data {
            in_data(span, operation, diags);
        }
        for (param, resolved) in raw.params.iter().zip(&operation.params) {
            place(param, resolved.place, operation, diags);
            if is_json {
                json(param, &resolved.ty, diags);
            }
            if param.constant.is_some() {
                rules(param, operation, diags);
            }
        }
    }
    let lists = raw.nodes.iter().flat_map(|node| &node.connections).map(|connection| &connection.params);
    for param in lists.chain(raw.nodes.iter().map(|node| &node.params)).flatten() {
        if let Some(place) =
            param.place.as_ref().filter(|place| matches!(place.value.as_str(), "query" | "json"))
        {
            misplaced(param, place.span, "a read sends everything in the query", "remove \"in\"", diags);
        }
    }
}

/// An answer in `data` is a value, and has no `data` of its own.
fn in_data(span: Span, operation: &Operation, diags: &mut Diagnostics) {
    let label = match &operation.returns {
        Returns::Success | Returns::Written => "the answer is not a value that `data` could contain",
        Returns::List | Returns::Membership(_) | Returns::Value(Type::List(_)) => {
            "a list is read from `data` anyway, with all its elements; remove \"in_data\""
        }
        Returns::Members(members) if members.iter().any(|(name, _)| name == "data") => {
            "the answer has a member `data` itself; describe what is in it"
        }
        Returns::Value(_) | Returns::Members(_) => return,
    };
    let title = format!("`{}` cannot have its answer in `data`", operation.name);
    diags.push(Diagnostic::error(code::BAD_BODY, title).at(span, label));
}

fn place(param: &raw::Param, place: ParamPlace, operation: &Operation, diags: &mut Diagnostics) {
    let Some(key) = &param.place else { return };
    let is_json = operation.body == BodyFormat::Json;
    match (place, operation.method) {
        (ParamPlace::Json, _) if !is_json => {
            let label = "the call does not have a JSON body";
            misplaced(
                param,
                key.span,
                label,
                "remove \"in\", or set `\"body\": \"json\"` on the operation",
                diags,
            );
        }
        (ParamPlace::Query, Method::Get | Method::Delete) if !is_json => {
            let label = "everything that a GET or DELETE sends is in the query";
            misplaced(param, key.span, label, "remove \"in\"", diags);
        }
        (ParamPlace::Query, _) if !is_json => {
            let label = "a form takes all parameters of a call; there is no query beside it";
            let help = "remove \"in\", or set `\"body\": \"json\"` on the operation, which leaves this parameter in \
                        the query";
            misplaced(param, key.span, label, help, diags);
        }
        (ParamPlace::Query, _) => {
            let is_plain = param.flat.is_some()
                || match &param.ty.kind {
                    TypeKind::Name(_) => operation
                        .params
                        .iter()
                        .find(|known| known.name == param.name.value)
                        .is_none_or(|known| !matches!(known.ty, Type::Node(_) | Type::Union(_))),
                    TypeKind::List(item) | TypeKind::Map(item) | TypeKind::Keyed(_, item) => is_scalar(item),
                    _ => true,
                };
            if !is_plain {
                let label = "a query takes plain values, and lists and maps of them";
                misplaced(param, key.span, label, "remove \"in\", so that it is a member of the body", diags);
            }
            if let Some((name, _)) = param.brings.first() {
                let label = "the values in its \"brings\" would be sent in the body";
                misplaced(param, name.span, label, "remove \"brings\" or \"in\"", diags);
            }
        }
        _ => {}
    }
}

fn is_scalar(ty: &raw::TypeExpr) -> bool {
    match &ty.kind {
        TypeKind::Name(name) => Scalar::from_name(name).is_some(),
        TypeKind::List(item) | TypeKind::Map(item) | TypeKind::Keyed(_, item) => is_scalar(item),
        _ => true,
    }
}

fn misplaced(param: &raw::Param, span: Span, label: &str, help: &str, diags: &mut Diagnostics) {
    diags.push(
        Diagnostic::error(code::BAD_BODY, format!("`{}` cannot be sent there", param.name.value))
            .at(span, label)
            .help(help),
    );
}

/// A parameter of a call with a JSON body.
fn json(param: &raw::Param, ty: &Type, diags: &mut Diagnostics) {
    let inner = match ty {
        Type::List(item) => item,
        ty => ty,
    };
    if *inner == Type::Scalar(Scalar::File) {
        diags.push(
            Diagnostic::error(
                code::BAD_BODY,
                format!("a JSON body cannot contain the file `{}`", param.name.value),
            )
            .at(param.ty.span, "files are parts of a form")
            .help("remove \"body\" from the operation, or use `url` for the address of the file"),
        );
    }
    let is_member = param.place.as_ref().is_none_or(|place| place.value != "path" && place.value != "query");
    if let Some(encoding) =
        param.encoding.as_ref().filter(|_| is_member && param.constant.is_none() && param.flat.is_none())
    {
        diags.push(
            Diagnostic::error(
                code::BAD_ENCODING,
                format!("`{}` cannot have an encoding in a JSON body", param.name.value),
            )
            .at(encoding.span, "the members of a JSON body are JSON values")
            .help("remove \"encoding\""),
        );
    }
}

/// Arguments that other parameters depend on, or that are one of a group, take a value.
fn rules(param: &raw::Param, operation: &Operation, diags: &mut Diagnostics) {
    let Some((id, _)) = operation.params().find(|(_, known)| known.name == param.name.value) else { return };
    let is_ruled = operation.rules.iter().any(|rule| match rule {
        Rule::AtLeastOne(list) | Rule::ExactlyOne(list) => list.contains(&id),
        Rule::NotTogether { sides, .. } => sides.iter().flatten().any(|side| *side == id),
        Rule::OnlyWith { param, with, .. } => *param == id || *with == id,
        Rule::OnlyOn { .. } => false,
    });
    if is_ruled {
        diags.push(
            Diagnostic::error(
                code::BAD_RULE,
                format!("invalid rule for `{}` of `{}`", param.name.value, operation.name),
            )
            .at(param.name.span, "a rule cannot depend on a constant")
            .help("use a `boolean`, or list the value in \"brings\" of another parameter"),
        );
    }
}
