//! Nodes and objects with their fields.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{At, Converter, api::grouped};
use crate::{
    layout::{Json, object},
    names,
    naming::SpecName,
    read::{Field, Spec},
    report::Kind,
};

type Members = Vec<(String, Json)>;

impl<'a> Converter<'a> {
    /// The members of a node's file.
    pub(crate) fn node(&mut self, spec_name: &str, spec: &Spec, name: &SpecName) -> Members {
        let (own, edges) = grouped(&spec.apis, spec_name, self);
        let members = [
            ("node", Some(Json::text(&name.name))),
            ("module", module(name)),
            ("fields", self.fields(spec_name, spec, Some(name))),
            ("connections", self.connections(&edges, spec_name)),
            ("operations", self.own_operations(&own, spec_name)),
        ];
        self.renamed(spec_name, name);
        members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
    }

    /// An object among the others.
    pub(crate) fn object(&mut self, spec_name: &str, spec: &Spec, name: &SpecName) -> Json {
        self.renamed(spec_name, name);
        object([("module", module(name)), ("fields", self.fields(spec_name, spec, None))])
    }

    fn renamed(&mut self, spec_name: &str, name: &SpecName) {
        if spec_name != name.name {
            let at = At { spec: spec_name, place: "" };
            self.add(Kind::Renamed, at, format!("`{}` in the schema", name.name));
        }
    }

    fn fields(&mut self, spec_name: &str, spec: &Spec, node: Option<&SpecName>) -> Option<Json> {
        let mut fields: BTreeMap<&str, Json> = BTreeMap::new();
        for field in &spec.fields {
            let place = format!("field {}", field.name);
            let at = At { spec: spec_name, place: &place };
            let Some(json) = self.field(field, node, at) else { continue };
            match fields.entry(&field.name) {
                Entry::Vacant(entry) => {
                    entry.insert(json);
                }
                Entry::Occupied(_) => self.add(Kind::Twice, at, "the first one is taken"),
            }
        }
        // The id first: it is what one looks for.
        let id = fields.remove_entry("id");
        let fields: Vec<_> =
            id.into_iter().chain(fields).map(|(name, json)| (name.to_owned(), json)).collect();
        (!fields.is_empty()).then_some(Json::Object(fields))
    }

    fn field(&mut self, field: &Field, node: Option<&SpecName>, at: At<'_>) -> Option<Json> {
        if !names::is_member(&field.name) {
            self.add(Kind::BadName, at, format!("`{}`; left out", field.name));
            return None;
        }
        let ty = match node {
            Some(node) if field.name == "id" && matches!(field.ty.as_str(), "string" | "int") => {
                format!("Id<{}>", node.name)
            }
            _ => self.ty(&field.ty, at)?,
        };
        Some(object([("type", Some(Json::text(ty)))]))
    }
}

fn module(name: &SpecName) -> Option<Json> {
    name.names_module.then(|| Json::text(&name.module))
}
