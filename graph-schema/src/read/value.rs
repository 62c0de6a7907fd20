//! Reads how the members of an object are sent, and unions.

use super::{
    object::{Object, wrong_kind},
    types::type_expr,
};
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Sources},
    json::{Json, Kind, Member},
    raw::{Limits, Name, OnlyWith, Sent, Union, Variant},
};

/// The keys that say how a member is sent. Most members have none of them.
const SENT: [&str; 15] = [
    "required",
    "const",
    "at",
    "flat",
    "add",
    "only_with",
    "aliases",
    "min_length",
    "max_length",
    "max_bytes",
    "min",
    "max",
    "min_items",
    "max_items",
    "pattern",
];

/// Reads how a member of an object is sent.
pub(super) fn sent(object: &mut Object<'_, '_>) -> Option<Box<Sent>> {
    if !object.has_any(&SENT) {
        object.allow(&SENT);
        return None;
    }
    Some(Box::new(Sent {
        required: object.flag("required"),
        limits: limits(object),
        constant: object.take("const").cloned(),
        at: object.name("at"),
        flat: object.marked("flat"),
        add: object.name("add"),
        only_with: only_with(object),
        aliases: object.names("aliases"),
    }))
}

/// Reads what a value can only be sent with.
pub(super) fn only_with(object: &mut Object<'_, '_>) -> Option<OnlyWith> {
    let value = object.take("only_with")?;
    match &value.kind {
        Kind::String(name) => Some(OnlyWith { name: Name::new(name.clone(), value.span), values: None }),
        Kind::Object(members) => match members.as_slice() {
            [Member { key, value }] => {
                let values = match &value.kind {
                    Kind::Array(items) => items.clone(),
                    _ => vec![value.clone()],
                };
                Some(OnlyWith { name: key.clone(), values: Some(values) })
            }
            _ => object.wrong(value, "only_with", ONLY_WITH),
        },
        _ => object.wrong(value, "only_with", ONLY_WITH),
    }
}

const ONLY_WITH: &str =
    "a name, or an object with one name and its values, such as { \"kind\": [\"IMAGE\", \"VIDEO\"] }";

pub(super) fn limits(object: &mut Object<'_, '_>) -> Limits {
    Limits {
        min_length: object.count("min_length"),
        max_length: object.count("max_length"),
        max_bytes: object.count("max_bytes"),
        min: object.integer("min"),
        max: object.integer("max"),
        min_items: object.count("min_items"),
        max_items: object.count("max_items"),
        pattern: object.name("pattern"),
    }
}

pub(super) fn union(name: Name, json: &Json, sources: &Sources, diags: &mut Diagnostics) -> Option<Union> {
    let mut object = Object::new(json, "a union", diags)?;
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let module = object.name("module");
    let tag = object.name("tag");
    let inline = object.marked("inline");
    let content_in = object.name("content_in");
    let default = object.name("default");
    if object.take("variants").is_none() {
        object.missing("variants");
    }
    let list = object.take("variants");
    object.finish();
    if matches!(list.map(|list| &list.kind), Some(Kind::Object(members)) if members.is_empty()) {
        diags.push(
            Diagnostic::error(code::MISSING_KEY, format!("the union `{}` has no variants", name.value))
                .at(name.span, "\"variants\" needs at least one variant")
                .help("if the kinds of value are not known, use the type `json` instead of a union"),
        );
    }
    let variants = match list.map(|list| &list.kind) {
        Some(Kind::Object(members)) => members
            .iter()
            .filter_map(|member| variant(member.key.clone(), &member.value, sources, diags))
            .list(),
        Some(_) => {
            let list = list?;
            wrong_kind(diags, list, "\"variants\"", "an object that maps words to variants");
            Vec::new()
        }
        None => Vec::new(),
    };
    Some(Union { name, doc, note, module, tag, inline, content_in, default, variants })
}

fn variant(word: Name, json: &Json, sources: &Sources, diags: &mut Diagnostics) -> Option<Variant> {
    let mut object = Object::new(json, "a variant of a union", diags)?;
    let rust = object.name("name");
    let function = object.name("function");
    let member = object.name("member");
    let ty = object.take("type");
    let limits = limits(&mut object);
    let aliases = object.names("aliases");
    let doc = object.text("doc").unwrap_or_default();
    let note = object.text("note");
    let deprecated = object.text("deprecated");
    object.finish();
    let ty = ty.map(|ty| type_expr(ty, sources, diags));
    Some(Variant { word, rust, function, member, ty, limits, aliases, doc, note, deprecated })
}
