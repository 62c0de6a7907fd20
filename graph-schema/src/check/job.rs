//! Jobs: their paths lead to fields, and their words are states that a field can have.

use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, suggest},
    model::{Node, Scalar, Schema, Type},
    raw::{self, Document, Name},
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    for node in &raw.nodes {
        let Some(job) = &node.job else { continue };
        let Some(model) = schema.nodes.iter().find(|model| model.name == node.name.value) else { continue };
        let state = path(&job.state, model, schema, diags);
        let others = job.failed_if.iter().chain(&job.error).map(|path| (path, false));
        for (name, is_progress) in others.chain(job.progress.iter().map(|path| (path, true))) {
            let ty = path(name, model, schema, diags);
            let is_number = ty.is_none_or(|ty| {
                matches!(ty, Type::Scalar(Scalar::Integer | Scalar::Number | Scalar::Json | Scalar::String))
            });
            if is_progress && !is_number {
                diags.push(
                    Diagnostic::error(code::UNKNOWN_MEMBER, format!("`{}` is not a number", name.value))
                        .at(name.span, "the progress is a number, in percent"),
                );
            }
        }
        if let Some(state) = state {
            words(job, state, schema, diags);
        }
        for word in job.failed.iter().filter(|word| job.done.iter().any(|done| done.value == word.value)) {
            diags.push(
                Diagnostic::error(code::BAD_RULE, format!("`{}` is both done and failed", word.value))
                    .at(word.span, "also in \"done\"; remove it from one of them"),
            );
        }
        if job.done.is_empty() && !job.done_is_missing {
            diags.push(
                Diagnostic::error(code::BAD_RULE, "a job that is never done".to_owned())
                    .at(job.state.span, "no word of this state means done; list one in \"done\""),
            );
        }
        if let Some(every) = job.every.as_ref().filter(|every| every.value == 0) {
            diags.push(
                Diagnostic::error(code::BAD_LIMIT, "\"every\" is 0".to_owned())
                    .at(every.span, "must be 1 second or more"),
            );
        }
    }
}

/// The type at the end of a path; `None` if it cannot be known, or if it was reported.
fn path<'a>(path: &Name, node: &'a Node, schema: &'a Schema, diags: &mut Diagnostics) -> Option<&'a Type> {
    let mut owner = node;
    let mut parts = path.value.split('.').peekable();
    while let Some(part) = parts.next() {
        let Some(field) = owner.field(part) else {
            let title = format!("`{}` has no field `{part}`", owner.name);
            let names = owner.fields.iter().map(|field| field.name.as_str());
            diags.push(
                Diagnostic::error(code::UNKNOWN_MEMBER, title)
                    .at(path.span, "a job names fields of its node, with members of objects after dots")
                    .suggest(suggest(part, names)),
            );
            return None;
        };
        if parts.peek().is_none() {
            return Some(&field.ty);
        }
        match &field.ty {
            Type::Node(id) => owner = &schema[*id],
            // Its contents are not described.
            Type::Scalar(Scalar::Json) | Type::Map(_) | Type::Keyed(..) | Type::Union(_) => return None,
            _ => {
                diags.push(
                    Diagnostic::error(code::UNKNOWN_MEMBER, format!("`{part}` has no members"))
                        .at(path.span, format!("its type is `{}`", field.ty.name(schema))),
                );
                return None;
            }
        }
    }
    None
}

/// The words of an enum are known, so any other word would never occur.
fn words(job: &raw::Job, state: &Type, schema: &Schema, diags: &mut Diagnostics) {
    let known: Vec<&str> = match state {
        Type::Enum(id) => schema[*id].words.iter().map(|(word, _)| word.as_str()).list(),
        Type::Scalar(Scalar::String | Scalar::Json) => return,
        other => {
            diags.push(
                Diagnostic::error(code::UNKNOWN_MEMBER, format!("`{}` is not a word", job.state.value))
                    .at(job.state.span, format!("its type is `{}`", other.name(schema)))
                    .help("the state is a field of the type `string`, or of an enum"),
            );
            return;
        }
    };
    for word in job.done.iter().chain(&job.failed).filter(|word| !known.contains(&word.value.as_str())) {
        diags.push(
            Diagnostic::error(
                code::UNKNOWN_WORD,
                format!("`{}` has no word `{}`", state.name(schema), word.value),
            )
            .at(word.span, "not a state of this job")
            .suggest(suggest(&word.value, known.iter().copied())),
        );
    }
}
