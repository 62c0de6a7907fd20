//! Examples of objects and unions whose members have places and limits.

use graph_schema::{
    Schema,
    model::{Limits, Scalar, Type, UnionId},
    value::{Chosen, Layout, Role, fit, nest},
};
use serde_json::{Map, Value, json};

use super::example::value;

/// Required members are shown to this depth; a schema may be recursive.
const DEEPEST: usize = 12;

/// An object with its required members, or a union as its first variant.
pub(crate) fn described(schema: &Schema, ty: &Type, depth: usize) -> Option<Value> {
    chosen(schema, ty, depth, 0)
}

/// An example of one variant of a union.
pub(crate) fn variant(schema: &Schema, union: UnionId, at: usize) -> Option<Value> {
    chosen(schema, &Type::Union(union), 0, at)
}

fn chosen(schema: &Schema, ty: &Type, depth: usize, at: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    let outermost = match ty {
        Type::Union(id) => Some(&schema[*id].name),
        _ => None,
    };
    let pick = |union: &graph_schema::model::Union| {
        Chosen::Variant(if Some(&union.name) == outermost { at } else { 0 })
    };
    let layout = Layout::with(schema, ty, &pick)?;
    let mut placed = Vec::new();
    for slot in &layout.slots {
        let value = match slot.role {
            Role::Constant(_) | Role::Tag(_) => fixed(&layout, slot.role),
            Role::Content(choice) => {
                let variant = layout.choices.get(choice).and_then(|choice| choice.variant())?;
                Some(limited(schema, variant.ty.as_ref()?, &variant.limits, &variant.member, depth + 1)?)
            }
            Role::Member(field) if field.required || is_ruled(&layout, &field.name) => {
                Some(limited(schema, &field.ty, &field.limits, &field.name, depth + 1)?)
            }
            Role::Member(_) | Role::Param(_) => None,
        };
        placed.extend(value.map(|value| (slot.path.clone(), value)));
    }
    Some(assembled(placed))
}

/// The value of a constant or of the tag of a union.
pub(super) fn fixed(layout: &Layout<'_>, role: Role<'_>) -> Option<Value> {
    match role {
        Role::Constant(text) => serde_json::from_str(text).ok(),
        Role::Tag(choice) => layout.choices.get(choice)?.variant().map(|variant| json!(variant.word)),
        Role::Content(_) | Role::Member(_) | Role::Param(_) => None,
    }
}

/// An object of values at their paths.
pub(super) fn assembled(placed: Vec<(Vec<&str>, Value)>) -> Value {
    let object = |members: Vec<(String, Value)>| Value::Object(members.into_iter().collect::<Map<_, _>>());
    object(nest(placed, &object))
}

/// Whether a member is the first of those of which one is required.
fn is_ruled(layout: &Layout<'_>, name: &str) -> bool {
    use graph_schema::model::MemberRule;
    layout.objects.iter().any(|object| {
        object.node.rules.iter().any(|rule| match rule {
            MemberRule::AtLeastOne(list) | MemberRule::ExactlyOne(list) => {
                let first = list.first().and_then(|at| object.node.fields.get(*at));
                first.is_some_and(|field| field.name == name)
            }
            MemberRule::NotTogether(_) | MemberRule::Together(_) | MemberRule::OnlyWith { .. } => false,
        })
    })
}

/// An example within its limits.
pub(crate) fn limited(
    schema: &Schema,
    ty: &Type,
    limits: &Limits,
    name: &str,
    depth: usize,
) -> Option<Value> {
    match ty {
        Type::List(item) => {
            (0..fit::count(limits, 1)).map(|_| limited(schema, item, limits, name, depth + 1)).collect()
        }
        ty if Layout::describes(schema, ty) => described(schema, ty, depth),
        ty => Some(fitting(ty, limits, value(schema, ty, name, depth))),
    }
}

fn fitting(ty: &Type, limits: &Limits, value: Value) -> Value {
    match (ty, value) {
        (Type::Scalar(Scalar::String | Scalar::Secret | Scalar::Url), Value::String(text)) => {
            json!(fit::text(limits, &text))
        }
        (Type::Scalar(Scalar::Integer), Value::Number(number)) => {
            number.as_i64().map_or(Value::Number(number), |number| json!(fit::integer(limits, number)))
        }
        (Type::Scalar(Scalar::Number), Value::Number(number)) => {
            json!(fit::number(limits, number.as_f64().unwrap_or_default()))
        }
        (_, value) => value,
    }
}
