//! Writes inferred types as an overlay: fields of known nodes and objects, and new objects.

use std::collections::{BTreeMap, BTreeSet};

use graph_import::{field_rust_name, is_member, is_type};
use graph_schema::{
    Schema, format,
    model::{NodeId, Scalar},
    snake_case,
};
use serde_json::{Map, Value, json};

use super::infer::{Seen, Ty};
use crate::answers::Unknown;

/// Schema lines for what responses have and the schema lacks.
#[derive(Default)]
pub struct Proposal {
    /// The number of fields.
    pub fields: usize,
    /// The paths of members whose names are not valid for a field.
    pub unnamed: Vec<String>,
    nodes: Map<String, Value>,
    objects: Map<String, Value>,
}

/// The names that are taken, and the objects that were proposed.
struct Names {
    types: BTreeSet<String>,
    modules: BTreeSet<String>,
    proposed: BTreeMap<Ty, String>,
}

impl Proposal {
    pub fn of(schema: &Schema, unknown: Vec<Unknown>) -> Self {
        let mut owners: BTreeMap<(&str, NodeId), BTreeMap<String, Seen>> = BTreeMap::new();
        for Unknown { owner, name, value } in unknown {
            let fields = owners.entry((&schema[owner].name, owner)).or_default();
            fields.entry(name).or_default().add(value);
        }
        let types = schema.nodes.iter().map(|node| &node.name);
        let types = types.chain(schema.enums.iter().map(|item| &item.name));
        let types = types.chain(schema.unions.iter().map(|union| &union.name)).cloned().collect();
        let modules = schema.nodes.iter().map(|node| node.module.clone()).collect();
        let mut names = Names { types, modules, proposed: BTreeMap::new() };
        let mut proposal = Self::default();
        for ((owner, id), seen) in owners {
            let node = &schema[id];
            let mut taken: BTreeSet<String> = node.fields.iter().map(|field| field.rust.clone()).collect();
            let mut fields = Map::new();
            for (name, seen) in seen {
                let ty = match seen.ty(&name, schema) {
                    Ty::Scalar("string") if name == "id" && !node.is_object => format!("Id<{owner}>"),
                    ty => proposal.named(&ty, owner, &name, &mut names),
                };
                proposal.field(owner, &name, ty, &mut taken, &mut fields);
            }
            if !fields.is_empty() {
                let section = if node.is_object { &mut proposal.objects } else { &mut proposal.nodes };
                section.insert(owner.to_owned(), json!({ "fields": fields }));
            }
        }
        proposal
    }

    /// The overlay as a file.
    pub fn overlay(&self, extends: &str) -> String {
        let mut overlay = json!({ "extends": extends });
        for (key, section) in [("nodes", &self.nodes), ("objects", &self.objects)] {
            if !section.is_empty() {
                overlay[key] = Value::Object(section.clone());
            }
        }
        let text = overlay.to_string();
        format::format("overlay.json", &text).unwrap_or(text)
    }

    /// Adds a field to its owner, unless its name is not valid for a field.
    fn field(
        &mut self,
        owner: &str,
        name: &str,
        ty: String,
        taken: &mut BTreeSet<String>,
        fields: &mut Map<String, Value>,
    ) {
        let mut field = json!({ "type": ty });
        if !is_member(name) || taken.contains(name) {
            let Some(rust) = field_rust_name(name, taken) else {
                self.unnamed.push(format!("`{}` of `{owner}`", graph_schema::render::printable(name)));
                return;
            };
            field["name"] = json!(rust);
            taken.insert(rust);
        } else {
            taken.insert(name.to_owned());
        }
        fields.insert(name.to_owned(), field);
        self.fields += 1;
    }

    /// The name of a type. An object is proposed under the name of its owner and field; equal ones are the same object.
    fn named(&mut self, ty: &Ty, owner: &str, name: &str, names: &mut Names) -> String {
        match ty {
            Ty::Scalar(scalar) => (*scalar).to_owned(),
            Ty::List(item) => format!("[{}]", self.named(item, owner, name, names)),
            Ty::Map(item) => format!("{{{}}}", self.named(item, owner, name, names)),
            Ty::Object(members) => {
                if let Some(known) = names.proposed.get(ty) {
                    return known.clone();
                }
                let object = names.free(owner, name);
                names.proposed.insert(ty.clone(), object.clone());
                let (mut taken, mut fields) = (BTreeSet::new(), Map::new());
                for (member, inside) in members {
                    let inside = self.named(inside, &object, member, names);
                    self.field(&object, member, inside, &mut taken, &mut fields);
                }
                if fields.is_empty() {
                    return "json".to_owned();
                }
                self.objects.insert(object.clone(), json!({ "fields": fields }));
                object
            }
        }
    }
}

impl Names {
    /// A free name for an object: `PageLocation`, or `PageLocation2`.
    fn free(&mut self, owner: &str, field: &str) -> String {
        let parts = field.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
        let mut wanted = owner.to_owned();
        for part in parts {
            let mut chars = part.chars();
            wanted.extend(chars.next().map(|first| first.to_ascii_uppercase()));
            wanted += chars.as_str();
        }
        let wanted = if is_type(&wanted) { wanted } else { format!("{owner}Value") };
        let is_free = |name: &String| {
            !self.types.contains(name)
                && !self.modules.contains(&snake_case(name))
                && Scalar::from_name(name).is_none()
        };
        let numbered = (2..).map(|number| format!("{wanted}{number}"));
        let name = std::iter::once(wanted.clone()).chain(numbered).find(is_free).unwrap_or(wanted);
        self.types.insert(name.clone());
        self.modules.insert(snake_case(&name));
        name
    }
}
