//! Examples of what the platform sends: with all members, not only those that are required.

use graph_schema::{
    Schema,
    model::{MemberRule, Node, Scalar, Type},
    value::{Chosen, Layout, Role},
};
use serde_json::{Value, json};

use super::{example, sample};

/// Optional members are shown to this depth.
const DEEPEST: usize = 6;
/// Required members are shown to this depth; a schema may be recursive.
const END: usize = 12;

/// The time in examples of events.
pub(super) const TIME: i64 = 1_790_000_000;

/// An example of a value of a type.
pub(super) fn received(schema: &Schema, ty: &Type, name: &str, depth: usize) -> Option<Value> {
    match ty {
        _ if depth > END => None,
        Type::Scalar(Scalar::DateTime) => Some(json!(TIME)),
        Type::List(item) => Some(Value::Array(received(schema, item, name, depth + 1).into_iter().collect())),
        ty if Layout::describes(schema, ty) => shaped(schema, ty, depth),
        Type::Node(id) if schema[*id].is_object => {
            let fields = schema[*id].fields.iter();
            let members = fields.filter_map(|field| {
                Some((field.name.clone(), received(schema, &field.ty, &field.name, optional(depth))?))
            });
            Some(Value::Object(members.collect()))
        }
        ty => Some(example::value(schema, ty, name, depth)),
    }
}

/// The depth of an optional member: past the end, if it is not shown.
fn optional(depth: usize) -> usize {
    if depth < DEEPEST { depth + 1 } else { END + 1 }
}

/// An object, or a union as its first variant.
fn shaped(schema: &Schema, ty: &Type, depth: usize) -> Option<Value> {
    let layout = Layout::with(schema, ty, &|_| Chosen::Variant(0))?;
    let excluded: Vec<&str> = layout.objects.iter().flat_map(|object| excluded(object.node)).collect();
    let mut placed = Vec::new();
    for slot in &layout.slots {
        let value = match slot.role {
            Role::Constant(_) | Role::Tag(_) => sample::fixed(&layout, slot.role),
            Role::Content(choice) => {
                let variant = layout.choices.get(choice).and_then(|choice| choice.variant())?;
                Some(received(schema, variant.ty.as_ref()?, &variant.member, depth + 1)?)
            }
            Role::Member(field) if field.required => {
                Some(received(schema, &field.ty, &field.name, depth + 1)?)
            }
            Role::Member(field) if !excluded.contains(&field.name.as_str()) => {
                received(schema, &field.ty, &field.name, optional(depth))
            }
            Role::Member(_) | Role::Param(_) => None,
        };
        placed.extend(value.map(|value| (slot.path.clone(), value)));
    }
    Some(sample::assembled(placed))
}

/// All but the first of the members that exclude each other.
fn excluded(node: &Node) -> Vec<&str> {
    let mut names = Vec::new();
    for rule in &node.rules {
        if let MemberRule::ExactlyOne(members) | MemberRule::NotTogether(members) = rule {
            let others = members.iter().skip(1).filter_map(|at| node.fields.get(*at));
            names.extend(others.map(|field| field.name.as_str()));
        }
    }
    names
}
