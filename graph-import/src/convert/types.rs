//! Converts types from the syntax of the catalogue to that of the schema language.

use super::{Converter, Place};
use crate::{
    corrections::{self, Answer},
    json::{Json, object},
    read::Api,
    report::Kind,
    spelling::{self, Spelling},
};

impl<'a> Converter<'a> {
    /// Converts a type.
    pub(super) fn ty(&mut self, text: &str, at: Place<'_>) -> String {
        match spelling::parse(text) {
            Some(spelling) => self.convert(&spelling, at),
            None => {
                self.add(Kind::UnknownType, at, format!("`{text}`, imported as json"));
                "json".into()
            }
        }
    }

    fn convert(&mut self, spelling: &Spelling<'_>, at: Place<'_>) -> String {
        match spelling {
            Spelling::Name(name) => self.named(name, at),
            Spelling::List(item) => format!("[{}]", self.convert(item, at)),
            Spelling::Map(value) => format!("{{{}}}", self.convert(value, at)),
        }
    }

    fn named(&mut self, name: &str, at: Place<'_>) -> String {
        let ty = match name {
            "string" => "string",
            "int" | "unsigned int" => "integer",
            "float" => "number",
            "bool" => "boolean",
            "datetime" => "DateTime",
            "list" => "[json]",
            // The platform sends an empty map as an empty list, so `{json}` would be too strict.
            "Object" | "object" | "map" => "json",
            "file" => "file",
            _ => return self.described(name, at),
        };
        ty.to_owned()
    }

    /// A type that the catalogue may describe.
    fn described(&mut self, name: &str, at: Place<'_>) -> String {
        if let Some(spec) = self.naming.specs.get(name) {
            self.refer(name, at);
            return spec.name.clone();
        }
        if let Some(name) = self.naming.enums.get(name) {
            self.used_enums.insert(name);
            return name.clone();
        }
        let kind = if at.is_param { Kind::UndescribedParam } else { Kind::Undescribed };
        self.add(kind, at, format!("`{name}`, imported as json"));
        "json".into()
    }

    /// Notes a reference to a node that is not imported; the schema gets a stub of it.
    fn refer(&mut self, name: &str, at: Place<'_>) {
        if !self.selected.contains(name)
            && let Some((name, _)) = self.catalogue.specs.get_key_value(name)
        {
            self.add(Kind::NotRequested, at, format!("`{name}`, imported as a stub with an id"));
            self.referenced.insert(name);
        }
    }

    /// The return type of a write.
    pub(super) fn returns(&mut self, api: &Api, spec: &str, at: Place<'_>) -> Json {
        let edge = api.endpoint.as_deref().filter(|_| api.method == "POST");
        if let Some(answer) = edge.and_then(|edge| corrections::answer(spec, edge)) {
            return self.corrected(answer, at);
        }
        let text = api.returns.as_str();
        let ty = match text {
            "bool" | "success" => "success".to_owned(),
            // The catalogue names the owner of an edge where it has no type for the answer.
            _ if edge.is_some() && text == spec => {
                self.add(Kind::UnknownAnswer, at, format!("`{text}`, imported as \"written\""));
                "written".to_owned()
            }
            _ if self.catalogue.specs.get(text).is_some_and(|spec| spec.is_node()) => {
                self.refer(text, at);
                return object([("id", Some(Json::text(self.id_of(text))))]);
            }
            _ => self.ty(text, Place { place: &format!("{}, return type", at.place), ..at }),
        };
        Json::text(ty)
    }

    /// The answer that the documentation has.
    fn corrected(&mut self, answer: Answer, at: Place<'_>) -> Json {
        match answer {
            Answer::Success => Json::text("success"),
            Answer::Id(node) => object([("id", Some(Json::text(self.id(node, at))))]),
            Answer::Members(members) => {
                let member = |(name, ty): &(&str, &str)| {
                    let ty = match ty.strip_prefix("id of ") {
                        Some(node) => self.id(node, at),
                        None => self.ty(ty, at),
                    };
                    ((*name).to_owned(), Json::text(ty))
                };
                Json::Object(members.iter().map(member).collect())
            }
        }
    }

    /// The id of a node of the catalogue; a string if it has no such node.
    fn id(&mut self, node: &str, at: Place<'_>) -> String {
        if !self.catalogue.specs.get(node).is_some_and(|spec| spec.is_node()) {
            return "string".to_owned();
        }
        self.refer(node, at);
        self.id_of(node)
    }

    fn id_of(&self, node: &str) -> String {
        self.naming.specs.get(node).map_or("string".into(), |spec| format!("Id<{}>", spec.name))
    }
}
