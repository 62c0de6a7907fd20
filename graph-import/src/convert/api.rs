//! Calls: operations of a node, connections and their operations.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::{At, Converter, node::in_rust};
use crate::{
    layout::{Json, object},
    names,
    read::{Api, Param},
    report::Kind,
};

/// Names that a node's own operations may get.
const OPERATIONS: &[&str] = &["update", "delete", "read"];

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
        if let Some(path) = api.base_path.as_ref().filter(|_| api.endpoint.is_some()) {
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
    /// The path that stands in the place of an id.
    pub(super) fn base_path(&self) -> Option<&str> {
        [self.get, self.post, self.delete].into_iter().flatten().find_map(|api| api.base_path.as_deref())
    }

    /// The call that reads the node, unless its fields are all there is to it.
    fn special_read(&self, spec: &str, converter: &Converter<'_>) -> Option<&Api> {
        self.get.filter(|get| {
            let answers_other = get.returns != spec && converter.catalogue.specs.contains_key(&get.returns);
            answers_other || get.params.iter().any(|param| param.required)
        })
    }

    fn is_empty(&self) -> bool {
        self.get.is_none() && self.post.is_none() && self.delete.is_none()
    }
}

impl Converter<'_> {
    /// The node's own operations. Reading it is one only where it answers something else, or not without
    /// certain parameters: else that is what its fields are for.
    pub(super) fn own_operations(&mut self, calls: &Calls<'_>, spec: &str) -> Option<Json> {
        let undescribed =
            |get: &&Api| get.returns != spec && !self.catalogue.specs.contains_key(&get.returns);
        if let Some(get) = calls.get.filter(undescribed) {
            let text = format!("answers `{}`; the fields of the node are taken", get.returns);
            self.add(Kind::Undescribed, At { spec, place: "GET itself" }, text);
        }
        let read = calls.special_read(spec, self);
        self.operations(&[("delete", calls.delete), ("read", read), ("update", calls.post)], spec)
    }

    /// What reading the node takes. `fields` it always takes.
    pub(super) fn read_params(
        &mut self,
        calls: &Calls<'_>,
        taken: BTreeSet<String>,
        spec: &str,
    ) -> Option<Json> {
        let get = calls.get.filter(|_| calls.special_read(spec, self).is_none())?;
        let taken = taken.into_iter().chain(OPERATIONS.iter().map(|name| (*name).to_owned())).collect();
        self.params(get, taken, spec)
    }

    /// The connections by name.
    pub(super) fn connections(
        &mut self,
        edges: &BTreeMap<&str, Calls<'_>>,
        spec: &str,
    ) -> BTreeMap<String, Json> {
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
        connections
    }

    fn connection(&mut self, edge: &str, as_it_is: bool, calls: &Calls<'_>, spec: &str) -> Json {
        let place = format!("GET {edge}");
        let at = At { spec, place: &place };
        let item = calls.get.map(|get| self.ty(&get.returns, at));
        let operation_names = ["create", "delete"].map(str::to_owned).into();
        let params = calls.get.and_then(|get| self.params(get, operation_names, spec));
        let readable = calls.get.is_some();
        let operations = self.operations(&[("create", calls.post), ("delete", calls.delete)], spec);
        object([
            ("path", (!as_it_is).then(|| Json::text(edge))),
            ("item", Some(Json::text(item.unwrap_or("json".into())))),
            ("list", (!readable).then_some(Json::Flag(false))),
            ("permission", readable.then(|| Json::text("unknown"))),
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
                "read" => Json::text(self.answer_of_read(&api.returns, spec, at)),
                _ => self.returns(&api.returns, at),
            };
            let operation = object([
                ("method", Some(Json::text(&api.method))),
                ("permission", Some(Json::text("unknown"))),
                ("params", self.params(api, BTreeSet::new(), spec)),
                ("returns", Some(returns)),
            ]);
            operations.push(((*name).to_owned(), operation));
        }
        (!operations.is_empty()).then_some(Json::Object(operations))
    }

    /// What reading a node answers: what the catalogue says, or the node.
    fn answer_of_read(&mut self, returns: &str, spec: &str, at: At<'_>) -> String {
        let described = self.catalogue.specs.contains_key(returns);
        self.ty(if described { returns } else { spec }, at)
    }

    /// The parameters of a call; those with a name of `taken` are called otherwise.
    fn params(&mut self, api: &Api, mut taken: BTreeSet<String>, spec: &str) -> Option<Json> {
        let mut params: BTreeMap<&str, Json> = BTreeMap::new();
        // Names that will do come first, so that no made-up one takes theirs.
        let (good, bad): (Vec<_>, Vec<_>) = api
            .params
            .iter()
            .partition(|param| names::is_member(&param.name) && !taken.contains(&param.name));
        taken.extend(good.iter().map(|param| param.name.clone()));
        let unchanged: BTreeSet<_> = good.iter().map(|param| param.name.as_str()).collect();
        for param in good.into_iter().chain(bad) {
            let place = format!("{}, parameter {}", api.place(), param.name);
            let at = At { spec, place: &place };
            let Some(json) = self.param(param, &taken, unchanged.contains(param.name.as_str()), at) else {
                continue;
            };
            match params.entry(&param.name) {
                Entry::Vacant(entry) => {
                    taken.extend(in_rust(&json));
                    entry.insert(json);
                }
                Entry::Occupied(_) => self.add(Kind::Twice, at, "the first one is taken"),
            }
        }
        let params: Vec<_> = params.into_iter().map(|(name, json)| (name.to_owned(), json)).collect();
        (!params.is_empty()).then_some(Json::Object(params))
    }

    fn param(&mut self, param: &Param, taken: &BTreeSet<String>, good: bool, at: At<'_>) -> Option<Json> {
        let rust = if good { None } else { names::param_in_rust(&param.name, taken) };
        if !good && rust.is_none() {
            let required = if param.required { ", and the call needs it" } else { "" };
            self.add(Kind::BadName, at, format!("`{}`; left out{required}", param.name));
            return None;
        }
        let ty = self.ty(&param.ty, at);
        Some(object([
            ("type", Some(Json::text(ty))),
            ("name", rust.map(Json::text)),
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
