//! Values of events, from their types and the seed.

use std::collections::BTreeSet;

use graph_schema::model::{Field, MemberRule, Node, NodeId, Scalar, Type, UnionForm, UnionId, Variant};
use serde_json::{Map, Value};

use crate::world::{
    OWN_NUMBER,
    seed::{Generator, Random, Subject},
};

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
    /// What the sandbox has of its own.
    pub(super) own: &'a Own,
}

/// What the sandbox has of its own, for events that name it.
#[derive(Clone, Debug, Default)]
pub(super) struct Own {
    /// The id of the phone number; empty for an API that has none.
    pub(super) phone_number: String,
    /// The id of a file, and its address.
    pub(super) file: Option<(String, String)>,
}

/// The phone number of whoever writes.
const PERSON: &str = "4915700000001";
/// What a delivery has one of: messages, or what became of one, or what is wrong with the account.
const ONE_OF: &[&str] = &["messages", "statuses", "errors"];

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
            Type::Scalar(Scalar::String | Scalar::Url) if self.known(name, path).is_some() => {
                self.known(name, path).map(Value::String)
            }
            Type::Id(_) if name == "phone_number_id" && !self.own.phone_number.is_empty() => {
                Some(self.own.phone_number.as_str().into())
            }
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

    /// A value of a field whose name says what it is.
    fn known(&self, name: &str, path: &str) -> Option<String> {
        if name == "mime_type" {
            return Some(mime_type(path).to_owned());
        }
        if self.own.phone_number.is_empty() {
            return None;
        }
        let of_file = || {
            let above =
                path.rsplit('/').filter(|part| *part != name).find(|part| !part.starts_with(is_digit));
            self.own
                .file
                .as_ref()
                .filter(|_| above.is_some_and(|above| FILES.iter().any(|(kind, _)| *kind == above)))
        };
        let parent = |names: &[&str]| {
            let mut parts = path.rsplit('/').skip(1).filter(|part| !part.starts_with(is_digit));
            parts.next().is_some_and(|above| names.contains(&above))
        };
        match name {
            "display_phone_number" => Some(OWN_NUMBER.to_owned()),
            "wa_id" | "from" | "recipient_id" => Some(PERSON.to_owned()),
            "id" if parent(&["messages", "statuses"]) => {
                let mut random = Random::of(self.generator.seed, &[path, "wamid"]);
                Some(format!("wamid.{:016X}{:016X}", random.next(), random.next()))
            }
            "id" => of_file().map(|(id, _)| id.clone()),
            "url" => of_file().map(|(_, url)| url.clone()),
            _ => None,
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
        // A delivery of WhatsApp has one of these; the schema does not say so, since a program has to read whatever comes.
        let members: Vec<usize> = (0..node.fields.len())
            .filter(|at| node.fields.get(*at).is_some_and(|field| ONE_OF.contains(&field.name.as_str())))
            .collect();
        let is_change = ONE_OF.iter().all(|name| node.field(name).is_some());
        if is_change && !self.own.phone_number.is_empty() {
            let field = |at: &&usize| node.fields.get(**at);
            let exact =
                members.iter().find(|at| field(at).is_some_and(|field| self.wanted == Some(&field.name)));
            let leads = || members.iter().find(|at| field(at).is_some_and(|field| self.leads(field)));
            let first = || {
                members
                    .iter()
                    .find(|at| field(at).is_some_and(|field| ONE_OF.first() == Some(&field.name.as_str())))
            };
            let kept = exact.or_else(leads).or_else(first).copied();
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

/// Members with a file, and its kind.
const FILES: &[(&str, &str)] = &[
    ("image", "image/jpeg"),
    ("audio", "audio/ogg; codecs=opus"),
    ("voice", "audio/ogg; codecs=opus"),
    ("video", "video/mp4"),
    ("sticker", "image/webp"),
    ("document", "application/pdf"),
];

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

fn mime_type(path: &str) -> &'static str {
    let kinds = path.rsplit('/').filter_map(|part| FILES.iter().find(|(kind, _)| *kind == part));
    kinds.map(|(_, mime)| *mime).next().unwrap_or("image/jpeg")
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
