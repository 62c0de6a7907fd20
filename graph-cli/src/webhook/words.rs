//! Events in readable form: the variants of unions in their values.

use graph_schema::{
    Schema,
    model::{Field, Type, Union, UnionForm, Variant},
};
use serde_json::Value;

/// The most characters of a value that are shown.
const MOST_CHARS: usize = 160;

/// The variants of the unions in a value, from the outermost to the innermost: `interactive list_reply`.
pub fn kinds(schema: &Schema, ty: &Type, value: &Value) -> String {
    let mut found = Vec::new();
    collect(schema, ty, value, &mut found);
    found.dedup();
    found.join(" ")
}

/// The start of a value as JSON.
pub fn short(value: &Value) -> String {
    let text = value.to_string();
    let mut short: String = text.chars().take(MOST_CHARS).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn collect(schema: &Schema, ty: &Type, value: &Value, found: &mut Vec<String>) {
    match (ty, value) {
        (Type::List(item), Value::Array(items)) => {
            items.iter().for_each(|value| collect(schema, item, value, found));
        }
        (Type::Map(item) | Type::Keyed(_, item), Value::Object(members)) => {
            members.values().for_each(|value| collect(schema, item, value, found));
        }
        (Type::Node(id), Value::Object(_)) if schema[*id].is_object => {
            for field in &schema[*id].fields {
                if let Some(value) = member(field, value) {
                    collect(schema, &field.ty, value, found);
                }
            }
        }
        (Type::Union(id), Value::Object(_)) => {
            let Some((variant, content)) = chosen(&schema[*id], value) else {
                let word = schema[*id].form.tag().and_then(|tag| value.get(tag)).and_then(Value::as_str);
                return found.push(word.unwrap_or("unknown").to_owned());
            };
            found.push(variant.word.clone());
            if let (Some(ty), Some(content)) = (&variant.ty, content) {
                collect(schema, ty, content, found);
            }
        }
        _ => {}
    }
}

/// The value of a field, by its path. The members of a flat value stand in the object itself.
fn member<'v>(field: &Field, value: &'v Value) -> Option<&'v Value> {
    match (field.flat, field.at.as_slice()) {
        (true, _) => Some(value),
        (false, []) => value.get(&field.name),
        (false, path) => path.iter().try_fold(value, |value, part| value.get(part)),
    }
}

fn chosen<'a, 'v>(union: &'a Union, value: &'v Value) -> Option<(&'a Variant, Option<&'v Value>)> {
    let is_called = |variant: &Variant, word: &str| {
        variant.word.eq_ignore_ascii_case(word) || variant.aliases.iter().any(|alias| alias == word)
    };
    let Some(tag) = union.form.tag() else {
        let present = |variant: &&Variant| {
            value.get(&variant.member).is_some()
                || variant.aliases.iter().any(|alias| value.get(alias).is_some())
        };
        let variant = union.variants.iter().find(present)?;
        return Some((variant, value.get(&variant.member)));
    };
    let variant = match value.get(tag).and_then(Value::as_str) {
        Some(word) => union.variants.iter().find(|variant| is_called(variant, word)),
        None => union.default.and_then(|at| union.variants.get(at)),
    }?;
    let content = match &union.form {
        UnionForm::Inline { .. } => Some(value),
        UnionForm::Within { content, .. } => value.get(content),
        UnionForm::Named { .. } | UnionForm::Member => value.get(&variant.member),
    };
    Some((variant, content))
}
