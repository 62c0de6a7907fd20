//! Converts specs to the JSON of schema files.

mod calls;
mod node;
mod operations;
mod types;

use std::collections::BTreeSet;

use crate::{
    json::{Json, object},
    naming::Naming,
    read::Catalogue,
    report::{Kind, Report},
    selection::Selection,
};

/// The input of the conversion, and what it collects.
pub(crate) struct Converter<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) naming: &'a Naming<'a>,
    /// The specs that are imported.
    pub(crate) selected: &'a Selection<'a>,
    /// The enums that are used, by their names in the schema.
    pub(crate) used_enums: BTreeSet<&'a str>,
    /// The nodes that are referred to but not imported.
    pub(crate) referenced: BTreeSet<&'a str>,
    pub(crate) report: &'a mut Report,
}

/// A place in the catalogue, for the report.
#[derive(Clone, Copy)]
struct Place<'p> {
    spec: &'p str,
    place: &'p str,
    is_param: bool,
}

impl<'p> Place<'p> {
    fn new(spec: &'p str, place: &'p str) -> Self {
        Self { spec, place, is_param: false }
    }
}

impl Converter<'_> {
    fn add(&mut self, kind: Kind, at: Place<'_>, text: impl Into<String>) {
        self.report.add(kind, at.spec, at.place, text);
    }
}

/// The section with the enums of these names.
pub(crate) fn enums<'a>(naming: &Naming<'_>, names: impl Iterator<Item = &'a str>) -> Json {
    let members = names.filter_map(|name| {
        let words = naming.words.get(name)?.iter().map(Json::text).collect();
        Some((name.to_owned(), object([("words", Some(Json::List(words)))])))
    });
    Json::Object(members.collect())
}

/// The Rust name in the description of a member, if it has one.
fn rust_name(member: &Json) -> Option<String> {
    let Json::Object(keys) = member else { return None };
    keys.iter().find_map(|(key, value)| match value {
        Json::Text(name) if key == "name" => Some(name.clone()),
        _ => None,
    })
}
