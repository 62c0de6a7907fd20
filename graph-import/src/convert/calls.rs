//! The calls of a node, grouped by edge and method.

use std::collections::BTreeMap;

use super::{Converter, Place};
use crate::{names, read::Api, report::Kind};

/// The calls of a node or an edge, at most one per method.
#[derive(Default)]
pub(super) struct Calls<'a> {
    pub(super) get: Option<&'a Api>,
    pub(super) post: Option<&'a Api>,
    pub(super) delete: Option<&'a Api>,
}

/// Groups the calls of a node: its own, and those of each edge.
pub(super) fn group<'a>(
    apis: &'a [Api],
    spec: &str,
    converter: &mut Converter<'_>,
) -> (Calls<'a>, BTreeMap<&'a str, Calls<'a>>) {
    let mut own = Calls::default();
    let mut edges: BTreeMap<&str, Calls<'a>> = BTreeMap::new();
    for api in apis {
        let place = api.place();
        let at = Place::new(spec, &place);
        if let Some(path) = api.base_path.as_ref().filter(|_| api.endpoint.is_some()) {
            converter.add(Kind::Unsupported, at, format!("custom path `{path}`; omitted"));
            continue;
        }
        let path = api.endpoint.as_ref().or(api.base_path.as_ref());
        if let Some(path) = path.filter(|path| !names::is_path(path)) {
            converter.add(Kind::BadName, at, format!("`{path}`, which is not a valid path; omitted"));
            continue;
        }
        let calls = match (api.endpoint.as_deref(), api.name.as_deref().unwrap_or_default()) {
            (Some(edge), _) => edges.entry(edge).or_default(),
            (None, "#get" | "#update" | "#delete" | "genGet" | "genPost" | "genDelete") => &mut own,
            (None, _) => {
                converter.add(Kind::Malformed, at, "no endpoint and no known name; omitted");
                continue;
            }
        };
        let place = match api.method.as_str() {
            "GET" => &mut calls.get,
            "POST" => &mut calls.post,
            "DELETE" => &mut calls.delete,
            method => {
                converter.add(Kind::UnknownMethod, at, format!("`{method}`; omitted"));
                continue;
            }
        };
        match place {
            Some(_) => converter.add(Kind::Duplicate, at, "a duplicate; the first one is used"),
            None => *place = Some(api),
        }
    }
    edges.retain(|_, calls| !calls.is_empty());
    (own, edges)
}

impl Calls<'_> {
    /// The path that replaces the id.
    pub(super) fn base_path(&self) -> Option<&str> {
        [self.get, self.post, self.delete].into_iter().flatten().find_map(|api| api.base_path.as_deref())
    }

    /// The call that reads the node, if it does more than return the node's fields.
    pub(super) fn special_read(&self, spec: &str, converter: &Converter<'_>) -> Option<&Api> {
        self.get.filter(|get| {
            let returns_other = get.returns != spec && converter.catalogue.specs.contains_key(&get.returns);
            returns_other || get.params.iter().any(|param| param.required)
        })
    }

    fn is_empty(&self) -> bool {
        self.get.is_none() && self.post.is_none() && self.delete.is_none()
    }
}
