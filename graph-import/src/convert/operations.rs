//! Operations of a node, its connections, and their operations.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use super::{Converter, Place, calls::Calls, rust_name};
use crate::{
    corrections,
    json::{Json, object},
    names,
    read::{Api, Param},
    report::Kind,
};

/// The names of a node's own operations.
const OPERATIONS: &[&str] = &["update", "delete", "read"];

impl Converter<'_> {
    /// The node's own operations. Reading the node is an operation only if it returns something else or has
    /// required parameters; otherwise its fields describe it.
    pub(super) fn own_operations(&mut self, calls: &Calls<'_>, spec: &str) -> Option<Json> {
        let undescribed =
            |get: &&Api| get.returns != spec && !self.catalogue.specs.contains_key(&get.returns);
        if let Some(get) = calls.get.filter(undescribed) {
            let text = format!("returns `{}`; the fields of the node are used", get.returns);
            self.add(Kind::Undescribed, Place::new(spec, "GET itself"), text);
        }
        let read = calls.special_read(spec, self);
        self.operations(&[("delete", calls.delete), ("read", read), ("update", calls.post)], spec)
    }

    /// The parameters of reading the node, without `fields`.
    pub(super) fn read_params(
        &mut self,
        calls: &Calls<'_>,
        names: BTreeSet<String>,
        spec: &str,
    ) -> Option<Json> {
        let get = calls.get.filter(|_| calls.special_read(spec, self).is_none())?;
        let taken = names.into_iter().chain(OPERATIONS.iter().map(|name| (*name).to_owned())).collect();
        self.params(get, taken, spec)
    }

    /// The connections by name.
    pub(super) fn connections(
        &mut self,
        edges: &BTreeMap<&str, Calls<'_>>,
        spec: &str,
    ) -> BTreeMap<String, Json> {
        let mut connections: BTreeMap<String, Json> = BTreeMap::new();
        // Edges with valid names come first, so that a generated name cannot take theirs.
        let (valid, invalid): (Vec<_>, Vec<_>) = edges.iter().partition(|(edge, _)| connection_name(edge).1);
        for (edge, calls) in valid.into_iter().chain(invalid) {
            let place = format!("edge {edge}");
            let at = Place::new(spec, &place);
            let (name, is_unchanged) = connection_name(edge);
            let Some(name) = name else {
                self.add(Kind::BadName, at, format!("`{edge}`; omitted"));
                continue;
            };
            let json = self.connection(edge, is_unchanged, calls, spec);
            match connections.entry(name) {
                Entry::Vacant(entry) => {
                    entry.insert(json);
                }
                Entry::Occupied(entry) => {
                    let text = format!("another edge is already called `{}`; omitted", entry.key());
                    self.add(Kind::Duplicate, at, text);
                }
            }
        }
        connections
    }

    fn connection(&mut self, edge: &str, is_unchanged: bool, calls: &Calls<'_>, spec: &str) -> Json {
        let place = format!("GET {edge}");
        let at = Place::new(spec, &place);
        let item = calls.get.map(|get| self.ty(&get.returns, at));
        let operation_names = ["create", "delete"].map(str::to_owned).into();
        let params = calls.get.and_then(|get| self.params(get, operation_names, spec));
        let readable = calls.get.is_some();
        let paging = calls.get.and_then(|get| {
            let has_param = |name: &str| get.params.iter().any(|param| param.name == name);
            corrections::paging(spec, edge, has_param)
        });
        let operations = self.operations(&[("create", calls.post), ("delete", calls.delete)], spec);
        object([
            ("path", (!is_unchanged).then(|| Json::text(edge))),
            ("item", Some(Json::text(item.unwrap_or("json".into())))),
            ("list", (!readable).then_some(Json::Flag(false))),
            ("paging", paging.map(|paging| Json::text(paging.word()))),
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
            let at = Place::new(spec, &place);
            // The catalogue says that an update returns the node; the server returns `success`.
            let returns = match *name {
                "update" if api.returns == spec => Json::text("success"),
                "read" => Json::text(self.read_returns(&api.returns, spec, at)),
                _ => self.returns(api, spec, at),
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

    /// The type that reading a node returns: the one in the catalogue, or the node.
    fn read_returns(&mut self, returns: &str, spec: &str, at: Place<'_>) -> String {
        let described = self.catalogue.specs.contains_key(returns);
        self.ty(if described { returns } else { spec }, at)
    }

    /// The parameters of a call. Parameters with a name in `taken` get another Rust name.
    fn params(&mut self, api: &Api, mut taken: BTreeSet<String>, spec: &str) -> Option<Json> {
        let mut params: BTreeMap<&str, Json> = BTreeMap::new();
        // Valid names come first, so that a generated name cannot take theirs.
        let (valid, invalid): (Vec<_>, Vec<_>) = api
            .params
            .iter()
            .partition(|param| names::is_member(&param.name) && !taken.contains(&param.name));
        taken.extend(valid.iter().map(|param| param.name.clone()));
        let missing: Vec<_> = written_edge(api)
            .into_iter()
            .flat_map(|edge| corrections::missing_files(spec, edge))
            .filter(|name| !api.params.iter().any(|param| param.name == *name))
            .collect();
        taken.extend(missing.iter().map(|name| (*name).to_owned()));
        let unchanged: BTreeSet<_> = valid.iter().map(|param| param.name.as_str()).collect();
        for param in valid.into_iter().chain(invalid) {
            let place = format!("{}, parameter {}", api.place(), param.name);
            let at = Place { is_param: true, ..Place::new(spec, &place) };
            let is_valid = unchanged.contains(param.name.as_str());
            let ty = self.param_type(api, param, spec, at);
            let Some(json) = self.param(param, &taken, is_valid, ty, at) else { continue };
            match params.entry(&param.name) {
                Entry::Vacant(entry) => {
                    taken.extend(rust_name(&json));
                    entry.insert(json);
                }
                Entry::Occupied(_) => self.add(Kind::Duplicate, at, "a duplicate; the first one is used"),
            }
        }
        let file = || object([("type", Some(Json::text("file")))]);
        params.extend(missing.into_iter().map(|name| (name, file())));
        let params: Vec<_> = params.into_iter().map(|(name, json)| (name.to_owned(), json)).collect();
        (!params.is_empty()).then_some(Json::Object(params))
    }

    fn param_type(&mut self, api: &Api, param: &Param, spec: &str, at: Place<'_>) -> String {
        if is_file(api, param, spec) {
            return "file".to_owned();
        }
        // Ids are text everywhere else in the catalogue, and in answers.
        if is_id(&param.name) && matches!(param.ty.as_str(), "int" | "unsigned int" | "Object") {
            return "string".to_owned();
        }
        let ty = self.ty(&param.ty, at);
        if api.method != "POST" && ty.trim_matches(['[', ']']) == "file" {
            self.add(Kind::Unsupported, at, "a file, which only a POST can send; imported as text");
            return ty.replace("file", "string");
        }
        ty
    }

    fn param(
        &mut self,
        param: &Param,
        taken: &BTreeSet<String>,
        is_valid: bool,
        ty: String,
        at: Place<'_>,
    ) -> Option<Json> {
        let rust = if is_valid { None } else { names::param_rust_name(&param.name, taken) };
        if !is_valid && rust.is_none() {
            let required = if param.required { ", although it is required" } else { "" };
            self.add(Kind::BadName, at, format!("`{}`; omitted{required}", param.name));
            return None;
        }
        Some(object([
            ("type", Some(Json::text(ty))),
            ("name", rust.map(Json::text)),
            ("required", param.required.then_some(Json::Flag(true))),
        ]))
    }
}

/// Whether a parameter is an id, by its name.
fn is_id(name: &str) -> bool {
    name == "id" || name.ends_with("_id")
}

/// Whether a parameter takes the bytes of a file, although the catalogue has it as text.
fn is_file(api: &Api, param: &Param, spec: &str) -> bool {
    param.ty == "string"
        && written_edge(api).is_some_and(|edge| corrections::is_file(spec, edge, &param.name))
}

/// The edge of a POST call, the only one that can take files.
fn written_edge(api: &Api) -> Option<&str> {
    api.endpoint.as_deref().filter(|_| api.method == "POST")
}

/// The name of the connection for an edge, and whether it is the unchanged name of the edge.
fn connection_name(edge: &str) -> (Option<String>, bool) {
    if OPERATIONS.contains(&edge) {
        (Some(format!("{edge}_edge")), false)
    } else if names::is_member(edge) {
        (Some(edge.to_owned()), true)
    } else {
        (names::member(edge), false)
    }
}
