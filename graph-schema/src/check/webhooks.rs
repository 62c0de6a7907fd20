//! Checks webhooks: the words of objects, the names of variants, and which kinds of event can be told apart.

use super::names::{bad, taken, type_name};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    model::{Envelope, Event, Scalar, Schema, Type},
    raw::{Document, Name, Webhook},
    reserved,
    table::Table,
};

pub(super) fn check(raw: &Document, schema: &Schema, diags: &mut Diagnostics) {
    if raw.webhooks.is_empty() {
        return;
    }
    let enums = raw.enums.iter().map(|item| &item.name);
    let types = raw
        .nodes
        .iter()
        .map(|node| &node.name)
        .chain(enums)
        .chain(raw.unions.iter().map(|union| &union.name));
    types.for_each(|name| taken(name, reserved::WEBHOOK_TYPES, "an API with webhooks", diags));
    modules_of_values(schema, diags);
    for node in schema.nodes.iter().filter(|node| reserved::WEBHOOK_MODULES.contains(&node.module.as_str())) {
        diags.push(
            Diagnostic::error(
                code::DESCRIBED_TWICE,
                format!("the module name `{}` is reserved", node.module),
            )
            .at(node.span, "this node would use it, but the API has webhooks")
            .help("set another \"module\" on the node"),
        );
    }
    for webhook in &raw.webhooks {
        self::webhook(webhook, diags);
    }
    variants(schema, diags);
    envelopes(schema, diags);
    for event in schema.webhooks.iter().flat_map(|webhook| &webhook.events) {
        if holds_file(&event.ty) {
            diags.push(
                Diagnostic::error(
                    code::UNKNOWN_TYPE,
                    format!("type `file` is not allowed in `{}`", event.field),
                )
                .at(event.span, "webhooks are read, but files can only be sent"),
            );
        }
    }
}

/// The functions that make values are in modules beside that of the events.
fn modules_of_values(schema: &Schema, diags: &mut Diagnostics) {
    let of_variants = schema
        .unions
        .iter()
        .flat_map(|union| union.variants.iter().map(|variant| (&variant.function.module, variant.span)));
    let of_objects = schema
        .nodes
        .iter()
        .filter_map(|node| node.function.as_ref().map(|function| (&function.module, node.span)));
    let taken = of_variants.chain(of_objects);
    // One report for each place would repeat itself.
    if let Some((module, span)) =
        taken.into_iter().find(|(module, _)| reserved::WEBHOOK_MODULES.contains(&module.as_str()))
    {
        diags.push(
            Diagnostic::error(code::DESCRIBED_TWICE, format!("the module name `{module}` is reserved"))
                .at(span, "the function that makes it would be there, but the API has webhooks")
                .help("set another \"module\" or \"function\""),
        );
    }
}

fn webhook(webhook: &Webhook, diags: &mut Diagnostics) {
    let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let word = &webhook.object;
    if !word.value.starts_with(|c: char| c.is_ascii_lowercase()) || !word.value.chars().all(is_word) {
        diags.push(
            Diagnostic::error(
                code::BAD_UPDATE_OBJECT,
                format!("invalid word `{}` for an object", word.value),
            )
            .at(word.span, "no delivery can contain it")
            .help("use lower-case letters, digits and `_`, such as `whatsapp_business_account`"),
        );
    }
    if webhook.is_empty {
        diags.push(
            Diagnostic::error(code::MISSING_KEY, format!("the object `{}` has no webhooks", word.value))
                .at(word.span, "needs a field, \"messaging\" or \"standby\""),
        );
    }
    for field in &webhook.fields {
        wire(&field.name, diags);
        if let Some(rust) = &field.rust {
            type_name(rust, diags);
            taken(rust, &[reserved::OTHER_EVENT], "every enum of events", diags);
        }
    }
    webhook.envelope.iter().chain(&webhook.id).for_each(|name| wire(name, diags));
}

fn wire(name: &Name, diags: &mut Diagnostics) {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if name.value.is_empty() || !name.value.chars().all(is_part) {
        let help = "the name of a field or member in webhooks consists of letters, digits, `_`, `-` and `.`";
        bad(name, "no delivery can contain it", help, diags);
    }
}

/// Kinds of event share a variant if their types are the same.
fn variants(schema: &Schema, diags: &mut Diagnostics) {
    let mut seen: Table<&Event> = Table::default();
    for event in schema.webhooks.iter().flat_map(|webhook| &webhook.events) {
        match seen.get(event.rust.as_str()) {
            Some(first) if first.ty != event.ty => diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("two kinds of event with different types have the Rust name `{}`", event.rust),
                )
                .at(event.span, "second use")
                .also(first.span, "first use")
                .help("set another \"name\" on one of them"),
            ),
            Some(_) => {}
            None => {
                seen.insert(&event.rust, event);
            }
        }
    }
}

/// Deliveries without entries have no word of an object: the field alone says which it is.
fn envelopes(schema: &Schema, diags: &mut Diagnostics) {
    let mut seen: Table<(&str, Span)> = Table::default();
    for webhook in &schema.webhooks {
        let Envelope::Single { values, .. } = &webhook.envelope else { continue };
        for event in &webhook.events {
            if let Some((object, first)) =
                seen.insert(&format!("{values:?} {:?}", event.field), (&webhook.object, event.span))
            {
                diags.push(
                    Diagnostic::error(
                        code::DESCRIBED_TWICE,
                        format!("`{}` is a field of both `{object}` and `{}`", event.field, webhook.object),
                    )
                    .at(event.span, format!("deliveries with `{values}` have no word of an object"))
                    .also(first, "first definition")
                    .help("put the fields into one object"),
                );
            }
        }
    }
}

fn holds_file(ty: &Type) -> bool {
    match ty {
        Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => holds_file(item),
        ty => *ty == Type::Scalar(Scalar::File),
    }
}
