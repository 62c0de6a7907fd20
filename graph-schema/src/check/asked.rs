//! Requests of fields: some are never requested, others with arguments.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{Node, Schema, Type},
    raw::{Document, Field, Job, Name, Param, TypeKind},
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for node in &raw.nodes {
        for field in &node.fields {
            if let Some(span) = field.unasked {
                unasked(field, span, diags);
            }
            field.params.iter().for_each(|param| argument(field, param, diags));
        }
        if let Some(job) = &node.job
            && let Some((_, model)) = schema.node(&node.name.value)
        {
            asked_by_job(job, model, schema, diags);
        }
    }
}

/// Nothing beside it may say that the field is asked for.
fn unasked(field: &Field, span: Span, diags: &mut Diagnostics) {
    let name = &field.name.value;
    let constant = field.sent.as_ref().is_some_and(|sent| sent.constant.is_some());
    let (title, label, help) = if field.on_request {
        (
            format!("`{name}` comes both unasked and on request"),
            "a field that comes unasked is never requested",
            "keep \"unasked\" if a request that names the field fails; keep \"on_request\" if the field comes only \
             when it is named",
        )
    } else if constant {
        (
            format!("the constant `{name}` comes unasked"),
            "a constant is not a member of the Rust type, so it cannot be requested",
            "remove \"unasked\"",
        )
    } else if !field.params.is_empty() {
        (
            format!("`{name}` comes unasked and has parameters"),
            "a field that comes unasked is never requested, so it cannot have parameters",
            "remove \"unasked\" or \"params\"",
        )
    } else {
        return;
    };
    diags.push(Diagnostic::error(code::BAD_UNASKED, title).at(span, label).help(help));
}

/// A parameter is written into the list of fields: `picture.width(100)`.
fn argument(field: &Field, param: &Param, diags: &mut Diagnostics) {
    let name = &param.name.value;
    let (place, label) = if let Some(place) = &param.place {
        (place.span, "it is always part of the list of fields; remove \"in\"")
    } else if let Some(span) = param.flat {
        (span, "a list of fields has no place for the members of a flat value; remove \"flat\"")
    } else if let Some((brought, _)) = param.brings.first() {
        (brought.span, "a parameter of a field cannot send other values with it; remove \"brings\"")
    } else if param.ty.kind == TypeKind::Name("file".to_owned()) {
        (param.ty.span, "a file cannot be written into the list of fields")
    } else if matches!(&param.ty.kind, TypeKind::Connection(_)) {
        (param.ty.span, "a connection is part of an answer and has no text")
    } else if param.encoding.as_ref().is_some_and(|encoding| encoding.value == "one") && param.required {
        (
            param.name.span,
            "with this encoding, `false` omits the parameter, but it is required; remove \"required\" or \"encoding\"",
        )
    } else if name == "as" {
        (param.name.span, "`as` gives the field another name in the answer: `#[graph(alias = ..)]`")
    } else {
        return;
    };
    let title = format!("invalid parameter `{name}` of the field `{}`", field.name.value);
    diags.push(Diagnostic::error(code::BAD_ARGUMENT, title).at(place, label));
}

/// A job reads its fields by name.
fn asked_by_job(job: &Job, node: &Node, schema: &Schema, diags: &mut Diagnostics) {
    let named = [&job.state].into_iter().chain(&job.failed_if).chain(&job.error).chain(&job.progress);
    for path in named {
        if let Some(field) = unasked_part(path, node, schema) {
            diags.push(
                Diagnostic::error(
                    code::BAD_UNASKED,
                    format!("the job asks for `{field}`, which comes unasked"),
                )
                .at(path.span, "a job requests its fields by name")
                .help("name a field that can be requested"),
            );
        }
    }
}

/// The first field of a path that comes unasked.
fn unasked_part<'p>(path: &'p Name, node: &Node, schema: &Schema) -> Option<&'p str> {
    let mut owner = node;
    for part in path.value.split('.') {
        let field = owner.field(part)?;
        if field.unasked {
            return Some(part);
        }
        owner = match field.ty {
            Type::Node(id) => &schema[id],
            _ => return None,
        };
    }
    None
}
