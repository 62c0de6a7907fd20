//! Nodes and objects with their fields.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::{
    Converter, Place,
    calls::{Calls, group},
    rust_name,
};
use crate::{
    corrections::{self, Comes},
    json::{Json, object},
    names,
    naming::SpecName,
    read::{Field, Spec},
    report::Kind,
    spelling,
};

type Members = Vec<(String, Json)>;

impl<'a> Converter<'a> {
    /// The content of a node's file.
    pub(crate) fn node(&mut self, spec_name: &str, spec: &Spec, name: &SpecName) -> Members {
        let (own, edges) = group(&spec.apis, spec_name, self);
        let connections = self.connections(&edges, spec_name);
        let names: BTreeSet<String> = connections.keys().cloned().collect();
        let fields = self.fields(spec_name, spec, Some(name));
        let updates = corrections::update_object(spec_name).map(|object| {
            let changes = self.changes(&edges, spec_name);
            updates(object, &changes, |name| has_member(fields.as_ref(), name), |name| names.contains(name))
        });
        let members = [
            ("node", Some(Json::text(&name.name))),
            ("module", module(name)),
            ("host", corrections::host(spec_name).map(Json::text)),
            ("targets", targets(spec_name, own.base_path())),
            ("params", self.read_params(&own, names, spec_name)),
            ("job", job(spec_name, fields.as_ref())),
            ("fields", fields),
            (
                "connections",
                (!connections.is_empty()).then(|| Json::Object(connections.into_iter().collect())),
            ),
            ("operations", self.own_operations(&own, spec_name)),
            ("updates", updates),
        ];
        self.report_rename(spec_name, name);
        members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
    }

    /// The content of the file of a node that is part of an answer: what it is, without what can be called on it.
    pub(crate) fn node_without_calls(&mut self, spec_name: &str, spec: &Spec, name: &SpecName) -> Members {
        let mut note = None;
        if !spec.apis.is_empty() {
            let at = Place::new(spec_name, "");
            let text = "imported with its fields; its connections and operations are not";
            self.add(Kind::NotRequested, at, text);
            note = Some(Json::text("Imported with its fields, without its connections and operations."));
        }
        let fields = self.fields(spec_name, spec, Some(name));
        let members = [
            ("node", Some(Json::text(&name.name))),
            ("module", module(name)),
            ("note", note),
            ("host", corrections::host(spec_name).map(Json::text)),
            ("targets", targets(spec_name, None)),
            ("job", job(spec_name, fields.as_ref())),
            ("fields", fields),
        ];
        self.report_rename(spec_name, name);
        members.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
    }

    /// The stub of a node that is referred to but not imported.
    pub(crate) fn stub(&self, spec_name: &str) -> Option<(String, Json)> {
        let name = self.naming.specs.get(spec_name)?;
        let id = object([("type", Some(Json::text(format!("Id<{}>", name.name))))]);
        let node = object([
            ("module", module(name)),
            ("note", Some(Json::text("Not imported; has only an id."))),
            ("fields", Some(object([("id", Some(id))]))),
        ]);
        Some((name.name.clone(), node))
    }

    /// An entry of the section `objects`.
    pub(crate) fn object(&mut self, spec_name: &str, spec: &Spec, name: &SpecName) -> Json {
        self.report_rename(spec_name, name);
        object([("module", module(name)), ("fields", self.fields(spec_name, spec, None))])
    }

    /// The names of the changes that an app can subscribe to, if the catalogue has them.
    fn changes(&mut self, edges: &BTreeMap<&str, Calls<'_>>, spec: &str) -> Vec<&'a str> {
        let (edge, name) = corrections::SUBSCRIPTION;
        let params = edges.get(edge).and_then(|calls| calls.post).into_iter().flat_map(|api| &api.params);
        let Some(param) = params.into_iter().find(|param| param.name == name) else { return Vec::new() };
        let words =
            spelling::parse(&param.ty).and_then(|ty| self.naming.words_of(ty.leaf())).unwrap_or_default();
        let (valid, invalid): (Vec<&str>, Vec<&str>) =
            words.iter().map(String::as_str).partition(|word| names::is_member(word));
        for word in invalid {
            let place = format!("POST {edge}, parameter {name}");
            self.add(Kind::BadName, Place::new(spec, &place), format!("the change `{word}`; omitted"));
        }
        valid
    }

    fn report_rename(&mut self, spec_name: &str, name: &SpecName) {
        if spec_name != name.name {
            let at = Place::new(spec_name, "");
            self.add(Kind::Renamed, at, format!("`{}` in the schema", name.name));
        }
    }

    fn fields(&mut self, spec_name: &str, spec: &Spec, node: Option<&SpecName>) -> Option<Json> {
        let mut fields: BTreeMap<&str, Json> = BTreeMap::new();
        let mut names = BTreeSet::new();
        for field in &spec.fields {
            let place = format!("field {}", field.name);
            let at = Place::new(spec_name, &place);
            let Some(json) = self.field(field, node, &names, at) else { continue };
            match fields.entry(&field.name) {
                Entry::Vacant(entry) => {
                    names.extend(rust_name(&json));
                    entry.insert(json);
                }
                Entry::Occupied(_) => self.add(Kind::Duplicate, at, "a duplicate; the first one is used"),
            }
        }
        for (name, ty, comes) in corrections::missing_fields(spec_name) {
            if let Entry::Vacant(entry) = fields.entry(name) {
                let ty = self.ty(ty, Place::new(spec_name, name));
                entry.insert(object([
                    ("type", Some(Json::text(ty))),
                    ("unasked", (comes == Comes::Unasked).then_some(Json::Flag(true))),
                ]));
            }
        }
        // The id comes first.
        let id = fields.remove_entry("id");
        let fields: Vec<_> =
            id.into_iter().chain(fields).map(|(name, json)| (name.to_owned(), json)).collect();
        (!fields.is_empty()).then_some(Json::Object(fields))
    }

    fn field(
        &mut self,
        field: &Field,
        node: Option<&SpecName>,
        names: &BTreeSet<String>,
        at: Place<'_>,
    ) -> Option<Json> {
        let mut rust = None;
        if !names::is_member(&field.name) {
            rust = names::field_rust_name(&field.name, names);
            if rust.is_none() {
                self.add(Kind::BadName, at, format!("`{}`; omitted", field.name));
                return None;
            }
        }
        let ty = match node {
            Some(node) if field.name == "id" && matches!(field.ty.as_str(), "string" | "int") => {
                format!("Id<{}>", node.name)
            }
            _ => self.ty(&field.ty, at),
        };
        Some(object([("type", Some(Json::text(ty))), ("name", rust.map(Json::text))]))
    }
}

/// The webhooks of a node: the word for it, and the names of the changes by what they are.
fn updates(
    word: &str,
    changes: &[&str],
    is_field: impl Fn(&str) -> bool,
    is_connection: impl Fn(&str) -> bool,
) -> Json {
    let (fields, rest): (Vec<&str>, Vec<&str>) = changes.iter().partition(|name| is_field(name));
    let (connections, others): (Vec<&str>, Vec<&str>) =
        rest.into_iter().partition(|name| is_connection(name));
    let list = |names: Vec<&str>| {
        (!names.is_empty()).then(|| Json::List(names.into_iter().map(Json::text).collect()))
    };
    object([
        ("object", Some(Json::text(word))),
        ("fields", list(fields)),
        ("connections", list(connections)),
        ("others", list(others)),
    ])
}

/// How to see whether the platform has finished a node.
fn job(spec: &str, fields: Option<&Json>) -> Option<Json> {
    let (job, progress, error) = corrections::job(spec, |name| has_member(fields, name))?;
    let list = |names: &[&str]| Json::List(names.iter().map(|name| Json::text(*name)).collect());
    Some(object([
        ("state", Some(Json::text(job.state))),
        ("done", Some(list(job.done))),
        ("failed", Some(list(job.failed))),
        ("progress", progress.map(Json::text)),
        ("error", (!error.is_empty()).then(|| list(&error))),
        ("every", Some(Json::Number(job.every))),
    ]))
}

fn has_member(json: Option<&Json>, name: &str) -> bool {
    matches!(json, Some(Json::Object(members)) if members.iter().any(|(member, _)| member == name))
}

/// The targets of a node that has a path besides its id: those of the documentation, and the one of the catalogue.
fn targets(spec: &str, base_path: Option<&str>) -> Option<Json> {
    let mut targets: Vec<(String, Json)> = Vec::new();
    for path in corrections::targets(spec) {
        let args = path.argument.map(|name| object([(name, Some(Json::text("string")))]));
        let target = object([
            ("path", Some(Json::text(path.path))),
            ("args", args),
            ("whose", Some(Json::text(path.whose))),
            ("doc", Some(Json::text(path.doc))),
        ]);
        targets.push((path.name.to_owned(), target));
    }
    targets.push(("id".to_owned(), Json::Object(Vec::new())));
    if let Some(path) = base_path {
        let is_taken = |name: &String| targets.iter().any(|(taken, _)| taken == name);
        let name = names::member(path).filter(|name| !is_taken(name)).unwrap_or_else(|| "root".into());
        targets.push((name, object([("path", Some(Json::text(path)))])));
    }
    (targets.len() > 1).then_some(Json::Object(targets))
}

fn module(name: &SpecName) -> Option<Json> {
    name.names_module.then(|| Json::text(&name.module))
}
