//! Types: spellings of the catalogue to those of the schema language.

use super::{At, Converter};
use crate::{
    layout::{Json, object},
    report::Kind,
    spelling::{self, Spelling},
};

impl<'a> Converter<'a> {
    /// The type in the schema language; none where it has none.
    pub(super) fn ty(&mut self, text: &str, at: At<'_>) -> Option<String> {
        match spelling::parse(text) {
            Some(spelling) => self.spelled(&spelling, at),
            None => Some(self.unknown(text, at)),
        }
    }

    fn spelled(&mut self, spelling: &Spelling<'_>, at: At<'_>) -> Option<String> {
        match spelling {
            Spelling::Name(name) => self.named(name, at),
            Spelling::List(item) => self.spelled(item, at).map(|item| format!("[{item}]")),
            Spelling::Map(value) => self.spelled(value, at).map(|value| format!("{{{value}}}")),
        }
    }

    fn named(&mut self, name: &str, at: At<'_>) -> Option<String> {
        let ty = match name {
            "string" => "string",
            "int" | "unsigned int" => "integer",
            "float" => "number",
            "bool" => "boolean",
            "datetime" => "DateTime",
            "list" => "[json]",
            // An empty map arrives as an empty list, so that `{json}` would be too strict.
            "Object" | "object" | "map" => "json",
            "file" => {
                self.add(Kind::Unsayable, at, "a file, which no type of the schema language is; left out");
                return None;
            }
            _ => return Some(self.described(name, at)),
        };
        Some(ty.to_owned())
    }

    /// A type that the catalogue describes.
    fn described(&mut self, name: &str, at: At<'_>) -> String {
        if let Some(spec) = self.naming.specs.get(name) {
            if self.taken.contains(name) {
                return spec.name.clone();
            }
            self.add(Kind::NotTaken, at, format!("`{name}`, taken as json"));
            return "json".into();
        }
        if let Some(name) = self.naming.enums.get(name) {
            self.used_enums.insert(name);
            return name.clone();
        }
        self.unknown(name, at)
    }

    fn unknown(&mut self, text: &str, at: At<'_>) -> String {
        self.add(Kind::UnknownType, at, format!("`{text}`, taken as json"));
        "json".into()
    }

    /// The answer of a call that writes.
    pub(super) fn returns(&mut self, text: &str, at: At<'_>) -> Json {
        let ty = match text {
            "bool" | "success" => "success".to_owned(),
            _ if self.catalogue.specs.get(text).is_some_and(|spec| spec.is_node()) => {
                return object([("id", Some(Json::text(self.id_of(text))))]);
            }
            _ => self.ty(text, At { place: &format!("{}, answer", at.place), ..at }).unwrap_or("json".into()),
        };
        Json::text(ty)
    }

    /// The type of the id of a node, which may not be taken itself.
    fn id_of(&self, node: &str) -> String {
        match self.naming.specs.get(node) {
            Some(spec) if self.taken.contains(node) => format!("Id<{}>", spec.name),
            _ => "string".into(),
        }
    }
}
