//! What is asked for: fields that come unasked never are.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{Node, Schema, Type},
    raw::{Document, Field, Job, Name},
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for node in &raw.nodes {
        for field in &node.fields {
            if let Some(span) = field.unasked {
                unasked(field, span, diags);
            }
        }
        if let (Some(job), Some((_, model))) = (&node.job, schema.node(&node.name.value)) {
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
            "a constant is no member of the Rust type, so nobody could ask for it",
            "remove \"unasked\"",
        )
    } else {
        return;
    };
    diags.push(Diagnostic::error(code::BAD_UNASKED, title).at(span, label).help(help));
}

/// A job reads its fields by name.
fn asked_by_job(job: &Job, node: &Node, schema: &Schema, diags: &mut Diagnostics) {
    let named = [&job.state].into_iter().chain(&job.failed_if).chain(&job.error).chain(&job.progress);
    for path in named {
        if let Some(field) = unasked_part(path, node, schema) {
            diags.push(
                Diagnostic::error(code::BAD_UNASKED, format!("the job asks for `{field}`, which comes unasked"))
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
