//! Types: spellings of the catalogue to those of the schema language.

use super::{At, Converter};
use crate::{
    layout::{Json, object},
    report::Kind,
    spelling::{self, Spelling},
};

impl<'a> Converter<'a> {
    /// The type in the schema language.
    pub(super) fn ty(&mut self, text: &str, at: At<'_>) -> String {
        match spelling::parse(text) {
            Some(spelling) => self.spelled(&spelling, at),
            None => {
                self.add(Kind::UnknownType, at, format!("`{text}`, taken as json"));
                "json".into()
            }
        }
    }

    fn spelled(&mut self, spelling: &Spelling<'_>, at: At<'_>) -> String {
        match spelling {
            Spelling::Name(name) => self.named(name, at),
            Spelling::List(item) => format!("[{}]", self.spelled(item, at)),
            Spelling::Map(value) => format!("{{{}}}", self.spelled(value, at)),
        }
    }

    fn named(&mut self, name: &str, at: At<'_>) -> String {
        let ty = match name {
            "string" => "string",
            "int" | "unsigned int" => "integer",
            "float" => "number",
            "bool" => "boolean",
            "datetime" => "DateTime",
            "list" => "[json]",
            // An empty map arrives as an empty list, so that `{json}` would be too strict.
            "Object" | "object" | "map" => "json",
            "file" => "file",
            _ => return self.described(name, at),
        };
        ty.to_owned()
    }

    /// A type that the catalogue describes.
    fn described(&mut self, name: &str, at: At<'_>) -> String {
        if let Some(spec) = self.naming.specs.get(name) {
            self.mention(name, at);
            return spec.name.clone();
        }
        if let Some(name) = self.naming.enums.get(name) {
            self.used_enums.insert(name);
            return name.clone();
        }
        self.add(Kind::Undescribed, at, format!("`{name}`, taken as json"));
        "json".into()
    }

    /// A node that is not taken, and is named all the same, is known by its id.
    fn mention(&mut self, name: &str, at: At<'_>) {
        if !self.taken.contains(name)
            && let Some((name, _)) = self.catalogue.specs.get_key_value(name)
        {
            self.add(Kind::NotTaken, at, format!("`{name}`, known by its id"));
            self.mentioned.insert(name);
        }
    }

    /// The answer of a call that writes.
    pub(super) fn returns(&mut self, text: &str, at: At<'_>) -> Json {
        let ty = match text {
            "bool" | "success" => "success".to_owned(),
            _ if self.catalogue.specs.get(text).is_some_and(|spec| spec.is_node()) => {
                self.mention(text, at);
                return object([("id", Some(Json::text(self.id_of(text))))]);
            }
            _ => self.ty(text, At { place: &format!("{}, answer", at.place), ..at }),
        };
        Json::text(ty)
    }

    fn id_of(&self, node: &str) -> String {
        self.naming.specs.get(node).map_or("string".into(), |spec| format!("Id<{}>", spec.name))
    }
}
