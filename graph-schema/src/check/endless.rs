//! Finds values that cannot end: an object that requires itself, or a union whose variants all contain the union.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code},
    model::{Field, Schema, Type, Variant},
};

/// Which objects and unions can end, by position.
struct Ends {
    nodes: Vec<bool>,
    unions: Vec<bool>,
}

pub(super) fn check(schema: &Schema, diags: &mut Diagnostics) {
    let mut ends = Ends { nodes: vec![false; schema.nodes.len()], unions: vec![false; schema.unions.len()] };
    while ends.grow(schema) {}
    for (node, _) in schema.nodes.iter().zip(&ends.nodes).filter(|(_, ends)| !**ends) {
        for field in required(&node.fields).filter(|field| !ends.ty(&field.ty, field.limits.min_items)) {
            diags.push(
                Diagnostic::error(code::ENDLESS, format!("a value of `{}` never ends", node.name))
                    .at(field.span, format!("required, and a `{}` leads back to it", field.ty.name(schema)))
                    .help("remove \"required\", or make it a list, which can be empty"),
            );
        }
    }
    for (union, _) in schema.unions.iter().zip(&ends.unions).filter(|(_, ends)| !**ends) {
        if let Some(variant) = union.variants.first() {
            diags.push(
                Diagnostic::error(code::ENDLESS, format!("a value of `{}` never ends", union.name))
                    .at(variant.span, "the content of every variant leads back to it")
                    .help(
                        "add a variant without such content, or make the content a list, which can be empty",
                    ),
            );
        }
    }
}

fn required(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| field.required && field.constant.is_none())
}

impl Ends {
    /// Finds more that can end. Returns whether there was any.
    fn grow(&mut self, schema: &Schema) -> bool {
        let mut found = false;
        for (at, node) in schema.nodes.iter().enumerate() {
            let ends = required(&node.fields).all(|field| self.ty(&field.ty, field.limits.min_items));
            found |= mark(&mut self.nodes, at, ends);
        }
        for (at, union) in schema.unions.iter().enumerate() {
            let variant = |variant: &Variant| {
                variant.ty.as_ref().is_none_or(|ty| self.ty(ty, variant.limits.min_items))
            };
            let ends = union.variants.is_empty() || union.variants.iter().any(variant);
            found |= mark(&mut self.unions, at, ends);
        }
        found
    }

    /// Whether a value of a type can end, with at least this many elements if it is a list.
    fn ty(&self, ty: &Type, min_items: Option<u64>) -> bool {
        match ty {
            Type::Node(id) => self.nodes.get(id.0).copied().unwrap_or(true),
            Type::Union(id) => self.unions.get(id.0).copied().unwrap_or(true),
            Type::List(item) | Type::Map(item) | Type::Keyed(_, item) => {
                min_items.unwrap_or(0) == 0 || self.ty(item, None)
            }
            _ => true,
        }
    }
}

/// Marks what can end. Returns whether that was not known.
fn mark(list: &mut [bool], at: usize, ends: bool) -> bool {
    match list.get_mut(at) {
        Some(known) if ends && !*known => {
            *known = true;
            true
        }
        _ => false,
    }
}
