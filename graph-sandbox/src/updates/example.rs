//! Values of events, from their types and the seed.

use std::collections::BTreeSet;

use graph_schema::model::{Field, MemberRule, Node, NodeId, Scalar, Type, UnionForm, UnionId, Variant};
use serde_json::{Map, Value};

use crate::world::seed::{Generator, Random, Subject};

/// The maximum nesting of values; a schema may be recursive.
const DEEPEST: usize = 8;

/// How times are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Times {
    /// Unix time in seconds.
    Seconds,
    /// Unix time in milliseconds.
    Milliseconds,
    /// As in answers.
    Text,
}

/// Makes a value of an event.
pub(super) struct Example<'a> {
    pub(super) generator: &'a Generator,
    /// The node that the event is about.
    pub(super) node: NodeId,
    /// The time of the event, in seconds since 1970.
    pub(super) time: i64,
    pub(super) times: Times,
    /// The variant of a union, or the member of an object, that the value must have.
    pub(super) wanted: Option<&'a str>,
}

impl Example<'_> {
    /// A value of a type; `path` makes it differ from others of the type.
    pub(super) fn value(&self, ty: &Type, path: &str, depth: usize) -> Option<Value> {
        let name =
            path.rsplit('/').find(|part| !part.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(path);
        match ty {
            _ if depth > DEEPEST => None,
            Type::Scalar(Scalar::DateTime) => Some(match self.times {
                Times::Seconds => self.time.into(),
                Times::Milliseconds => self.time.saturating_mul(1000).into(),
                Times::Text => crate::world::moment::date_time(self.time).into(),
            }),
            Type::Node(id) if self.node_of(*id).is_object => self.object(*id, path, depth).map(Value::Object),
            Type::Union(id) => self.union(*id, path, depth).map(Value::Object),
            // One element: the platform delivers most things one by one.
            Type::List(item) => Some(self.value(item, &format!("{path}/0"), depth + 1).into_iter().collect()),
            ty => {
                let subject = Subject {
                    id: path,
                    node: self.node,
                    owner: None,
                    moment: self.time,
                    complete: true,
                    from_call: false,
                };
                self.generator.value(ty, name, &subject, 0)
            }
        }
    }

    fn node_of(&self, id: NodeId) -> &Node {
        &self.generator.schema[id]
    }

    fn object(&self, id: NodeId, path: &str, depth: usize) -> Option<Map<String, Value>> {
        let node = self.node_of(id);
        let left_out = self.left_out(node);
        let mut object = Map::new();
        for (at, field) in node.fields.iter().enumerate() {
            if let Some(constant) = &field.constant {
                insert(&mut object, field, serde_json::from_str(constant).unwrap_or_default());
                continue;
            }
            let value = match left_out.contains(&at) {
                true => None,
                false => self.value(&field.ty, &format!("{path}/{}", field.name), depth + 1),
            };
            match value {
                Some(Value::Object(members)) if field.flat => object.extend(members),
                Some(value) => insert(&mut object, field, value),
                None if field.required => return None,
                None => {}
            }
        }
        Some(object)
    }

    /// The fields that the rules of an object exclude. Of those that exclude each other, the wanted one stays.
    fn left_out(&self, node: &Node) -> Vec<usize> {
        let mut out = Vec::new();
        for rule in &node.rules {
            let (MemberRule::ExactlyOne(members) | MemberRule::NotTogether(members)) = rule else { continue };
            let leads = |at: &&usize| node.fields.get(**at).is_some_and(|field| self.leads(field));
            let kept = members.iter().find(leads).or(members.first()).copied();
            out.extend(members.iter().copied().filter(|at| Some(*at) != kept));
        }
        out
    }

    fn leads(&self, field: &Field) -> bool {
        let Some(wanted) = self.wanted else { return false };
        field.name == wanted || has(self.generator, &field.ty, wanted)
    }

    fn union(&self, id: UnionId, path: &str, depth: usize) -> Option<Map<String, Value>> {
        let union = &self.generator.schema[id];
        let wanted = self.wanted.and_then(|wanted| {
            let is_wanted = |variant: &&Variant| variant.word == wanted;
            let leads =
                |variant: &&Variant| variant.ty.as_ref().is_some_and(|ty| has(self.generator, ty, wanted));
            union.variants.iter().find(is_wanted).or_else(|| union.variants.iter().find(leads))
        });
        let mut random = Random::of(self.generator.seed, &[path, "variant"]);
        let variant = wanted.or_else(|| random.pick(&union.variants))?;
        let content = match &variant.ty {
            Some(ty) => Some(self.value(ty, &format!("{path}/{}", variant.word), depth + 1)?),
            None => None,
        };
        let mut object = Map::new();
        if let Some(tag) = union.form.tag() {
            object.insert(tag.to_owned(), variant.word.as_str().into());
        }
        let member = match &union.form {
            UnionForm::Inline { .. } => {
                object.extend(
                    content
                        .and_then(|content| match content {
                            Value::Object(members) => Some(members),
                            _ => None,
                        })
                        .into_iter()
                        .flatten(),
                );
                return Some(object);
            }
            UnionForm::Within { content, .. } => content,
            UnionForm::Named { .. } | UnionForm::Member => &variant.member,
        };
        object.extend(content.map(|content| (member.clone(), content)));
        Some(object)
    }
}

/// Puts a value at the path of its field.
fn insert(object: &mut Map<String, Value>, field: &Field, value: Value) {
    let Some((last, parts)) = field.at.split_last() else {
        object.insert(field.name.clone(), value);
        return;
    };
    let mut at = object;
    for part in parts {
        let below = at.entry(part.clone()).or_insert_with(|| Value::Object(Map::new()));
        let Value::Object(below) = below else { return };
        at = below;
    }
    at.insert(last.clone(), value);
}

/// Whether a value of a type can hold a variant or a member of this name.
pub(super) fn has(generator: &Generator, ty: &Type, wanted: &str) -> bool {
    names(generator, ty).contains(wanted)
}

/// The variants of all unions that a value of a type can hold, and the members of the value itself.
pub(super) fn names<'a>(generator: &'a Generator, ty: &'a Type) -> BTreeSet<&'a str> {
    let schema = &generator.schema;
    let (mut seen, mut names, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![ty]);
    while let Some(ty) = open.pop() {
        match ty {
            Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => {
                open.push(item)
            }
            Type::Node(id) if schema[*id].is_object => {
                if seen.insert(ty.name(schema)) {
                    open.extend(schema[*id].fields.iter().map(|field| &field.ty));
                }
            }
            Type::Union(id) => {
                if seen.insert(ty.name(schema)) {
                    names.extend(schema[*id].variants.iter().map(|variant| variant.word.as_str()));
                    open.extend(schema[*id].variants.iter().filter_map(|variant| variant.ty.as_ref()));
                }
            }
            Type::Scalar(_)
            | Type::Id(_)
            | Type::Ref(_)
            | Type::Connection(_)
            | Type::Enum(_)
            | Type::Node(_) => {}
        }
    }
    names
}
