//! Specs and enums, and how to read them from JSON.

use std::collections::{BTreeMap, btree_map};

use serde_json::Value;

use super::{
    ENUMS,
    entry::{Entry, kind},
};
use crate::{
    corrections,
    report::{Kind, Report},
};

/// A file that describes a node or an object.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) fields: Vec<Field>,
    pub(crate) apis: Vec<Api>,
}

/// A field.
#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) ty: String,
}

/// A call.
#[derive(Clone, Debug)]
pub(crate) struct Api {
    pub(crate) method: String,
    /// The edge. `None` for a call on the node itself.
    pub(crate) endpoint: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) base_path: Option<String>,
    pub(crate) returns: String,
    pub(crate) params: Vec<Param>,
}

/// A parameter of a call.
#[derive(Clone, Debug)]
pub(crate) struct Param {
    pub(crate) name: String,
    pub(crate) ty: String,
    pub(crate) required: bool,
}

/// An enum.
#[derive(Debug)]
pub(crate) struct EnumType {
    pub(crate) node: Option<String>,
    pub(crate) member: Option<String>,
    pub(crate) words: Vec<String>,
}

impl Spec {
    /// Whether it can be read by its id. Everything else is an object inside of something.
    pub(crate) fn is_node(&self) -> bool {
        !self.apis.is_empty() || self.fields.iter().any(|field| field.name == "id")
    }
}

impl Api {
    /// The place of the call in the report: `GET edge`.
    pub(crate) fn place(&self) -> String {
        let of = self.endpoint.as_deref().or(self.name.as_deref()).unwrap_or("itself");
        format!("{} {of}", self.method)
    }
}

pub(super) fn spec(json: &Value, name: &str, report: &mut Report) -> Option<Spec> {
    let mut entry = Entry::new(json, name, String::new(), report)?;
    let (fields, apis) = (entry.list("fields"), entry.list("apis"));
    let report = entry.finish();
    Some(Spec {
        fields: fields.iter().filter_map(|json| field(json, name, report)).collect(),
        apis: apis.iter().filter_map(|json| api(json, name, report)).collect(),
    })
}

fn field(json: &Value, spec: &str, report: &mut Report) -> Option<Field> {
    let mut entry = Entry::new(json, spec, format!("field {}", word(json, "name")), report)?;
    let (name, ty) = (entry.text("name"), entry.text("type"));
    entry.finish();
    Some(Field { name: name?, ty: corrections::type_name(spec, ty?) })
}

fn api(json: &Value, spec: &str, report: &mut Report) -> Option<Api> {
    let of = json.get("endpoint").or(json.get("name")).and_then(Value::as_str).unwrap_or("?");
    let place = format!("{} {of}", word(json, "method"));
    let mut entry = Entry::new(json, spec, place.clone(), report)?;
    let method = entry.text("method");
    let endpoint = entry.text_if_any("endpoint").filter(|endpoint| !endpoint.is_empty());
    let endpoint = endpoint.map(|endpoint| corrections::edge_name(spec, endpoint));
    let name = entry.text_if_any("name");
    let base_path = entry.text_if_any("basePath");
    let returns = entry.text("return");
    let params = entry.list("params");
    let report = entry.finish();
    let params = params.iter().filter_map(|json| param(json, spec, &place, report)).collect();
    let returns = corrections::type_name(spec, returns?);
    Some(Api { method: method?, endpoint, name, base_path, returns, params })
}

fn param(json: &Value, spec: &str, of: &str, report: &mut Report) -> Option<Param> {
    let mut entry = Entry::new(json, spec, format!("{of}, parameter {}", word(json, "name")), report)?;
    let (name, ty) = (entry.text("name"), entry.text("type"));
    let required = entry.flag("required");
    entry.finish();
    Some(Param { name: name?, ty: ty?, required })
}

pub(super) fn enums(json: &Value, report: &mut Report) -> BTreeMap<String, EnumType> {
    let Value::Array(items) = json else {
        report.add(Kind::Malformed, ENUMS, "", format!("expected a list, found {}", kind(json)));
        return BTreeMap::new();
    };
    let mut enums = BTreeMap::new();
    for json in items {
        let place = format!("enum {}", word(json, "name"));
        let Some((name, item)) = enum_type(json, place.clone(), report) else { continue };
        match enums.entry(name) {
            btree_map::Entry::Vacant(entry) => {
                entry.insert(item);
            }
            btree_map::Entry::Occupied(_) => {
                report.add(Kind::Duplicate, ENUMS, &place, "a duplicate; the first one is used")
            }
        }
    }
    enums
}

fn enum_type(json: &Value, place: String, report: &mut Report) -> Option<(String, EnumType)> {
    let mut entry = Entry::new(json, ENUMS, place, report)?;
    let name = entry.text("name");
    let node = entry.text_if_any("node");
    let member = entry.text_if_any("field_or_param");
    let mut words: Vec<String> = Vec::new();
    for value in entry.list("values") {
        match value {
            Value::String(word) if word.is_empty() => entry.malformed("empty value; omitted".to_owned()),
            Value::String(word) if words.contains(word) => {
                entry.malformed(format!("duplicate value \"{word}\""));
            }
            Value::String(word) => words.push(word.clone()),
            other => entry.malformed(format!("expected a string, found {}", kind(other))),
        }
    }
    entry.finish();
    Some((name?, EnumType { node, member, words }))
}

/// A string member for the name of a place, or `?`.
fn word<'a>(json: &'a Value, key: &str) -> &'a str {
    json.get(key).and_then(Value::as_str).unwrap_or("?")
}
