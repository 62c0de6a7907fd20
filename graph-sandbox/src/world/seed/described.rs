//! Values of unions, and of objects whose members have places and limits.

use graph_schema::{
    model::{Limits, Scalar, Type},
    value::{Chosen, Layout, Role, fit, nest},
};
use serde_json::{Map, Number, Value};

use super::{Generator, Random, Subject};

/// Required members are invented to this depth, others to half of it; a schema may be recursive.
const DEEPEST: usize = 12;
const DEEPEST_OPTIONAL: usize = 3;

impl Generator {
    /// A value of a union or an object. A union is its first variant.
    pub(crate) fn described(&self, ty: &Type, subject: &Subject<'_>, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let layout = Layout::with(&self.schema, ty, &|_| Chosen::Variant(0))?;
        let mut placed = Vec::new();
        for slot in &layout.slots {
            let value = match slot.role {
                Role::Constant(json) => serde_json::from_str(json).ok(),
                Role::Tag(choice) => {
                    let variant = layout.choices.get(choice).and_then(|choice| choice.variant());
                    variant.map(|variant| Value::from(variant.word.as_str()))
                }
                Role::Content(choice) => {
                    let variant = layout.choices.get(choice).and_then(|choice| choice.variant())?;
                    let ty = variant.ty.as_ref()?;
                    Some(self.limited(ty, &variant.limits, &variant.member, subject, depth + 1)?)
                }
                Role::Member(field) if field.required => {
                    Some(self.limited(&field.ty, &field.limits, &field.name, subject, depth + 1)?)
                }
                Role::Member(field) if depth < DEEPEST_OPTIONAL && self.present(field, subject) => {
                    self.limited(&field.ty, &field.limits, &field.name, subject, depth + 1)
                }
                Role::Member(_) | Role::Param(_) => None,
            };
            placed.extend(value.map(|value| (slot.path.clone(), value)));
        }
        let object =
            |members: Vec<(String, Value)>| Value::Object(members.into_iter().collect::<Map<_, _>>());
        Some(object(nest(placed, &object)))
    }

    /// A value within its limits.
    fn limited(
        &self,
        ty: &Type,
        limits: &Limits,
        name: &str,
        subject: &Subject<'_>,
        depth: usize,
    ) -> Option<Value> {
        let id = format!("{}/{name}", subject.id);
        let subject = Subject { id: &id, ..*subject };
        match ty {
            Type::List(item) => {
                let length = fit::count(limits, 1 + usize::from(Random::of(self.seed, &[&id]).once_in(2)));
                let each = |at: usize| {
                    let id = format!("{id}/{at}");
                    self.limited(item, limits, name, &Subject { id: &id, ..subject }, depth + 1)
                };
                (0..length).map(each).collect()
            }
            ty if Layout::describes(&self.schema, ty) => self.described(ty, &subject, depth),
            ty => self.value(ty, name, &subject, depth).map(|value| fitting(ty, limits, value)),
        }
    }
}

fn fitting(ty: &Type, limits: &Limits, value: Value) -> Value {
    match (ty, value) {
        (Type::Scalar(Scalar::String | Scalar::Secret | Scalar::Url), Value::String(text)) => {
            fit::text(limits, &text).into()
        }
        (Type::Scalar(Scalar::Integer), Value::Number(number)) => {
            number.as_i64().map_or(Value::Number(number), |number| fit::integer(limits, number).into())
        }
        (Type::Scalar(Scalar::Number), Value::Number(number)) => {
            let fitting = number.as_f64().and_then(|number| Number::from_f64(fit::number(limits, number)));
            Value::Number(fitting.unwrap_or(number))
        }
        (_, value) => value,
    }
}
