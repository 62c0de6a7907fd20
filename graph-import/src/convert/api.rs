//! Calls: operations of a node, connections and their operations.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{At, Converter};
use crate::{
    layout::{Json, object},
    names,
    read::{Api, Param},
    report::Kind,
};

/// Names that a node's own operations may get.
const OPERATIONS: &[&str] = &["update", "delete"];

/// The calls of one thing, one of a method.
#[derive(Default)]
pub(super) struct Calls<'a> {
    get: Option<&'a Api>,
    post: Option<&'a Api>,
    delete: Option<&'a Api>,
}

/// The calls of a node: its own, and those of each of its edges.
pub(super) fn grouped<'a>(
    apis: &'a [Api],
    spec: &str,
    converter: &mut Converter<'_>,
) -> (Calls<'a>, BTreeMap<&'a str, Calls<'a>>) {
    let mut own = Calls::default();
    let mut edges: BTreeMap<&str, Calls<'a>> = BTreeMap::new();
    for api in apis {
        let place = api.place();
        let at = At { spec, place: &place };
        if let Some(path) = &api.base_path {
            converter.add(Kind::Unsayable, at, format!("a path of its own, `{path}`; left out"));
            continue;
        }
        let calls = match (api.endpoint.as_deref(), api.name.as_deref().unwrap_or_default()) {
            (Some(edge), _) => edges.entry(edge).or_default(),
            (None, "#get" | "#update" | "#delete" | "genGet" | "genPost" | "genDelete") => &mut own,
            (None, _) => {
                converter.add(Kind::Malformed, at, "neither an endpoint nor a known name; left out");
                continue;
            }
        };
        let place = match api.method.as_str() {
            "GET" => &mut calls.get,
            "POST" => &mut calls.post,
            "DELETE" => &mut calls.delete,
            method => {
                converter.add(Kind::UnknownMethod, at, format!("`{method}`; left out"));
                continue;
            }
        };
        match place {
            Some(_) => converter.add(Kind::Twice, at, "the first one is taken"),
            None => *place = Some(api),
        }
    }
    edges.retain(|_, calls| !calls.is_empty());
    (own, edges)
}

impl Calls<'_> {
    fn is_empty(&self) -> bool {
        self.get.is_none() && self.post.is_none() && self.delete.is_none()
    }
}

impl Converter<'_> {
    /// The node's own operations. Reading it is none: that is what its fields are for.
    pub(super) fn own_operations(&mut self, calls: &Calls<'_>, spec: &str) -> Option<Json> {
        if let Some(get) = calls.get.filter(|get| get.returns != spec) {
            let text = format!("answers `{}`; the fields of the node are taken", get.returns);
            self.add(Kind::Unsayable, At { spec, place: "GET itself" }, text);
        }
        for param in calls.get.iter().flat_map(|get| &get.params) {
            let place = format!("GET itself, parameter {}", param.name);
            let at = At { spec, place: &place };
            self.add(Kind::Unsayable, at, format!("`{}`, a parameter of reading a node; left out", param.ty));
        }
        self.operations(&[("delete", calls.delete), ("update", calls.post)], spec)
    }

    /// The connections by name.
    pub(super) fn connections(&mut self, edges: &BTreeMap<&str, Calls<'_>>, spec: &str) -> Option<Json> {
        let mut connections: BTreeMap<String, Json> = BTreeMap::new();
        // Edges whose own names will do come first, so that no made-up name takes theirs.
        let (good, bad): (Vec<_>, Vec<_>) = edges.iter().partition(|(edge, _)| connection_name(edge).1);
        for (edge, calls) in good.into_iter().chain(bad) {
            let place = format!("edge {edge}");
            let at = At { spec, place: &place };
            let (name, as_it_is) = connection_name(edge);
            let Some(name) = name else {
                self.add(Kind::BadName, at, format!("`{edge}`; left out"));
                continue;
            };
            let json = self.connection(edge, as_it_is, calls, spec);
            match connections.entry(name) {
                Entry::Vacant(entry) => {
                    entry.insert(json);
                }
                Entry::Occupied(entry) => {
                    let text = format!("another edge is `{}` already; left out", entry.key());
                    self.add(Kind::Twice, at, text);
                }
            }
        }
        (!connections.is_empty()).then(|| Json::Object(connections.into_iter().collect()))
    }

    fn connection(&mut self, edge: &str, as_it_is: bool, calls: &Calls<'_>, spec: &str) -> Json {
        let place = format!("GET {edge}");
        let at = At { spec, place: &place };
        let item = calls.get.and_then(|get| self.ty(&get.returns, at));
        let params = calls.get.and_then(|get| self.params(get, spec));
        let readable = calls.get.is_some();
        let operations = self.operations(&[("create", calls.post), ("delete", calls.delete)], spec);
        object([
            ("path", (!as_it_is).then(|| Json::text(edge))),
            ("item", Some(Json::text(item.unwrap_or("json".into())))),
            ("permission", Some(Json::text(if readable { "unknown" } else { "never" }))),
            (
                "note",
                (!readable)
                    .then(|| Json::text("It is only written: the catalogue has no call that reads it.")),
            ),
            ("params", params),
            ("operations", operations),
        ])
    }

    fn operations(&mut self, calls: &[(&str, Option<&Api>)], spec: &str) -> Option<Json> {
        let mut operations = Vec::new();
        for (name, api) in calls {
            let Some(api) = api else { continue };
            let place = api.place();
            let at = At { spec, place: &place };
            // An update is said to answer the node itself, and answers that it succeeded.
            let returns = match *name {
                "update" if api.returns == spec => Json::text("success"),
                _ => self.returns(&api.returns, at),
            };
            let operation = object([
                ("method", Some(Json::text(&api.method))),
                ("permission", Some(Json::text("unknown"))),
                ("params", self.params(api, spec)),
                ("returns", Some(returns)),
            ]);
            operations.push(((*name).to_owned(), operation));
        }
        (!operations.is_empty()).then_some(Json::Object(operations))
    }

    fn params(&mut self, api: &Api, spec: &str) -> Option<Json> {
        let mut params: BTreeMap<&str, Json> = BTreeMap::new();
        for param in &api.params {
            let place = format!("{}, parameter {}", api.place(), param.name);
            let at = At { spec, place: &place };
            let Some(json) = self.param(param, at) else { continue };
            match params.entry(&param.name) {
                Entry::Vacant(entry) => {
                    entry.insert(json);
                }
                Entry::Occupied(_) => self.add(Kind::Twice, at, "the first one is taken"),
            }
        }
        let params: Vec<_> = params.into_iter().map(|(name, json)| (name.to_owned(), json)).collect();
        (!params.is_empty()).then_some(Json::Object(params))
    }

    fn param(&mut self, param: &Param, at: At<'_>) -> Option<Json> {
        if !names::is_member(&param.name) {
            let required = if param.required { ", and the call needs it" } else { "" };
            self.add(Kind::BadName, at, format!("`{}`; left out{required}", param.name));
            return None;
        }
        let ty = self.ty(&param.ty, at)?;
        Some(object([
            ("type", Some(Json::text(ty))),
            ("required", param.required.then_some(Json::Flag(true))),
        ]))
    }
}

/// The name of the connection of an edge, and whether it is the edge's own.
fn connection_name(edge: &str) -> (Option<String>, bool) {
    if OPERATIONS.contains(&edge) {
        (Some(format!("{edge}_edge")), false)
    } else if names::is_member(edge) {
        (Some(edge.to_owned()), true)
    } else {
        (names::member(edge), false)
    }
}
