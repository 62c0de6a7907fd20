//! Specs to the JSON of the schema language.

mod api;
mod node;
mod types;

use std::collections::BTreeSet;

use crate::{
    layout::{Json, object},
    naming::Naming,
    read::Catalogue,
    report::{Kind, Report},
};

/// What conversion knows, and what it finds.
pub(crate) struct Converter<'a> {
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) naming: &'a Naming<'a>,
    pub(crate) taken: &'a BTreeSet<&'a str>,
    /// The enums that something names, by their names in the schema.
    pub(crate) used_enums: BTreeSet<&'a str>,
    /// The nodes that are named and not taken.
    pub(crate) mentioned: BTreeSet<&'a str>,
    pub(crate) report: &'a mut Report,
}

/// A place in the catalogue, for the report.
#[derive(Clone, Copy)]
struct At<'p> {
    spec: &'p str,
    place: &'p str,
}

impl Converter<'_> {
    fn add(&mut self, kind: Kind, at: At<'_>, text: impl Into<String>) {
        self.report.add(kind, at.spec, at.place, text);
    }
}

/// The enums of the given names.
pub(crate) fn enums<'a>(naming: &Naming<'_>, names: impl Iterator<Item = &'a str>) -> Json {
    let members = names.filter_map(|name| {
        let words = naming.words.get(name)?.iter().map(Json::text).collect();
        Some((name.to_owned(), object([("words", Some(Json::List(words)))])))
    });
    Json::Object(members.collect())
}
