//! How values are sent, as rows: members of objects, unions and their variants.

use std::collections::BTreeMap;

use graph_schema::{
    Schema,
    model::{Field, Limits, Union, UnionForm},
    value::is_described,
};
use serde_json::Value;

use super::row::{self, Row};

/// How a member of an object is sent.
pub fn sent<'a>(node: &graph_schema::model::Node, field: &'a Field) -> Option<row::Sent<'a>> {
    is_described(node).then(|| row::Sent {
        required: field.required,
        constant: field.constant.as_deref().and_then(json),
        at: (!field.at.is_empty()).then(|| field.at.join(".")),
        flat: field.flat,
        aliases: &field.aliases,
        limits: limits(&field.limits),
    })
}

/// A union, followed by its variants.
pub fn union<'a>(schema: &'a Schema, union: &'a Union, rows: &mut Vec<Row<'a>>) {
    let content_in = match &union.form {
        UnionForm::Within { content, .. } => Some(content.as_str()),
        UnionForm::Named { .. } | UnionForm::Inline { .. } | UnionForm::Member => None,
    };
    rows.push(Row::Union(row::Union {
        name: &union.name,
        module: &union.module,
        tag: union.form.tag(),
        inline: matches!(union.form, UnionForm::Inline { .. }),
        content_in,
        default: union.default.and_then(|at| union.variants.get(at)).map(|variant| variant.word.as_str()),
    }));
    rows.extend(union.variants.iter().map(|variant| {
        Row::Variant(row::Variant {
            union: &union.name,
            name: &variant.word,
            ty: variant.ty.as_ref().map(|ty| ty.name(schema)),
            rust: &variant.rust,
            function: format!("{}::{}", variant.function.module, variant.function.name),
            member: &variant.member,
            aliases: &variant.aliases,
            limits: limits(&variant.limits),
            deprecated: variant.deprecated.as_deref(),
        })
    }));
}

/// Names with values, as JSON.
pub fn pairs(pairs: &[(String, String)]) -> BTreeMap<&str, Value> {
    pairs.iter().filter_map(|(name, text)| Some((name.as_str(), json(text)?))).collect()
}

pub fn json(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

fn limits(limits: &Limits) -> row::Limits {
    row::Limits {
        min_length: limits.min_length,
        max_length: limits.max_length,
        max_bytes: limits.max_bytes,
        min: limits.min,
        max: limits.max,
        min_items: limits.min_items,
        max_items: limits.max_items,
        pattern: limits.pattern.map(|pattern| pattern.name()),
    }
}
