//! Reads JSON into [`raw`](crate::raw). Reports unknown keys, values of the wrong kind and missing keys.

mod job;
mod members;
mod node;
mod object;
mod operation;
mod overlaid;
mod rules;
mod types;
mod value;
mod webhook;

use object::Object;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Sources},
    json::{Json, Kind},
    raw::{Document, Enum, ErrorCode, Name, Permission},
};

pub(crate) use object::unknown_key;

/// The sections that any file of a schema may have.
pub(crate) const SECTIONS: [&str; 9] =
    ["nodes", "objects", "enums", "unions", "permissions", "tasks", "features", "errors", "webhooks"];

/// The keys that only a manifest has.
pub(crate) const MANIFEST_KEYS: [&str; 7] =
    ["extends", "host", "version", "dialog", "hosts", "files", "ready"];

/// Reads the merged JSON document.
pub(crate) fn document(root: &Json, sources: &Sources, diags: &mut Diagnostics) -> Document {
    let Some(mut object) = Object::new(root, "a schema", diags) else { return Document::default() };
    for key in ["$schema", "extends", "files", "note"] {
        object.take(key);
    }
    let doc = object.text("doc").unwrap_or_default();
    let host = object.name("host");
    let version = object.name("version");
    let dialog = object.name("dialog");
    let hosts = object.names("hosts");
    let ready = object.take("ready");
    let nodes = object.entries("nodes");
    let objects = object.entries("objects");
    let enums = object.entries("enums");
    let unions = object.entries("unions");
    let permissions = object.entries("permissions");
    let tasks = object.entries("tasks");
    let features = object.entries("features");
    let errors = object.entries("errors");
    let webhooks = object.entries("webhooks");
    object.finish();

    let ready = ready.map(|json| node::chosen(json, "ready", diags));
    let mut document = Document { doc, host, version, dialog, hosts, ready, ..Document::default() };
    for (name, body) in nodes {
        document.nodes.extend(node::node(name, body, false, sources, diags));
    }
    for (name, body) in objects {
        document.nodes.extend(node::node(name, body, true, sources, diags));
    }
    for (name, body) in enums {
        let Some(mut object) = Object::new(body, "an enum", diags) else { continue };
        let doc = object.text("doc").unwrap_or_default();
        object.take("note");
        let words = object.words("words");
        let is_empty = object.take("words").is_some_and(|words| match &words.kind {
            Kind::Object(members) => members.is_empty(),
            Kind::Array(items) => items.is_empty(),
            _ => false,
        });
        object.finish();
        if is_empty {
            diags.push(
                Diagnostic::error(code::MISSING_KEY, format!("the enum `{}` has no words", name.value))
                    .at(name.span, "\"words\" needs at least one word")
                    .help("if the words are not known, use the type `string` instead of an enum"),
            );
        }
        document.enums.push(Enum { name, doc, words });
    }
    for (name, body) in unions {
        document.unions.extend(value::union(name, body, sources, diags));
    }
    document.permissions = documented(permissions, "a permission", diags);
    document.tasks = documented(tasks, "a task", diags);
    document.features = documented(features, "a feature", diags);
    for (code, body) in errors {
        let Some(mut object) = Object::new(body, "an error code", diags) else { continue };
        object.take("note");
        let name = object.required_name("name");
        let meaning = object.text("meaning").unwrap_or_default();
        let remedy = object.text("remedy").unwrap_or_default();
        let subcode = object.integer("subcode");
        let retry = object.name("retry");
        let kind = object.name("kind");
        object.finish();
        if let Some(name) = name {
            let (is_common, says_retry) = (false, false);
            let code = ErrorCode { code, subcode, name, meaning, remedy, retry, kind, is_common, says_retry };
            document.errors.push(code);
        }
    }
    for (object, body) in webhooks {
        document.webhooks.extend(webhook::webhook(object, body, sources, diags));
    }
    overlaid::suggest_names(root, diags);
    document
}

/// Names with a text: `{"email": "The person's address."}`.
fn documented(entries: Vec<(Name, &Json)>, what: &'static str, diags: &mut Diagnostics) -> Vec<Permission> {
    let mut all = Vec::new();
    for (name, body) in entries {
        let doc = match body.as_str() {
            Some(doc) => doc.to_owned(),
            None => {
                let Some(mut object) = Object::new(body, what, diags) else { continue };
                let doc = object.text("doc").unwrap_or_default();
                object.take("note");
                object.finish();
                doc
            }
        };
        all.push(Permission { name, doc });
    }
    all
}
