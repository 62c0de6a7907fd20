//! The card of a union.

use graph_codegen::plan::Values;
use graph_schema::{Schema, model::UnionId};

use super::{card::Card, cards::member, limits, makers, sample};

/// The card of a union, with an example of each variant.
pub(super) fn of(schema: &Schema, id: UnionId) -> Card<'_> {
    let union = &schema[id];
    let values = Values::new(schema);
    let mut facts = vec![("module", union.module.clone()), ("form", limits::form(union))];
    let default = union.default.and_then(|at| union.variants.get(at));
    facts.extend(default.map(|variant| ("without a tag", variant.word.clone())));
    let variants = union.variants.iter().enumerate().map(|(at, variant)| {
        let mut what =
            vec![variant.ty.as_ref().map_or_else(|| "no content".to_owned(), |ty| ty.name(schema))];
        what.extend(limits::variant(union, variant));
        what.extend(makers::of_variant(schema, &values, id, at));
        member(&variant.word, what.join(", "), &variant.doc)
    });
    let examples = (0..union.variants.len()).filter_map(|at| {
        let example = sample::variant(schema, id, at)?.to_string();
        Some(member(&union.variants.get(at)?.word, example, ""))
    });
    Card {
        kind: "union",
        name: union.name.clone(),
        doc: &union.doc,
        facts,
        members: vec![("variants", variants.collect()), ("examples", examples.collect())],
        note: union.note.as_deref(),
        ..Card::default()
    }
}
