//! Converts the catalogue to an OpenAPI document.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::{
    catalogue::{Call, Catalogue, Member, Node, Type},
    names::{Names, pascal, snake},
};

struct Writer<'a> {
    catalogue: &'a Catalogue,
    /// The name of each enum.
    enums: BTreeMap<&'a str, String>,
    names: Names,
    ids: Names,
    schemas: Map<String, Value>,
    paths: Map<String, Value>,
}

/// The whole document.
pub fn document(catalogue: &Catalogue) -> Value {
    let mut names = Names::default();
    for node in &catalogue.nodes {
        names.take(node.name.clone());
    }
    let enums = catalogue.enums.keys().map(|name| {
        let short = name.strip_suffix("_enum_param").unwrap_or(name);
        (name.as_str(), names.take(pascal(short)))
    });
    let enums = enums.collect();
    let (schemas, paths) = (Map::new(), Map::new());
    let mut writer = Writer { catalogue, enums, names, ids: Names::default(), schemas, paths };
    for node in &catalogue.nodes {
        let fields = node.fields.iter().map(|field| (field.name.clone(), writer.answer(&field.kind)));
        let fields: Map<_, _> = fields.collect();
        writer.schemas.insert(node.name.clone(), json!({ "type": "object", "properties": fields }));
        for call in &node.calls {
            writer.call(node, call);
        }
    }
    for (name, words) in &catalogue.enums {
        let called = writer.enums.get(name.as_str()).cloned().unwrap_or_default();
        let schema = if words.is_empty() { text() } else { json!({ "type": "string", "enum": words }) };
        writer.schemas.insert(called, schema);
    }
    json!({
        "openapi": "3.0.3",
        "info": { "title": "The platform's catalogue", "version": "1" },
        "servers": [{ "url": "https://graph.facebook.com" }],
        "paths": writer.paths,
        "components": { "schemas": writer.schemas },
    })
}

impl Writer<'_> {
    fn call(&mut self, node: &Node, call: &Call) {
        let verb = match &*call.method {
            "POST" if call.endpoint.is_empty() => "update",
            "POST" => "create",
            "DELETE" => "delete",
            _ => "get",
        };
        let id = self.ids.take(snake(&format!("{}_{verb}_{}", snake(&node.name), call.endpoint)));
        let mut path = format!("/{}/{{id}}", node.name);
        if !call.endpoint.is_empty() {
            path = format!("{path}/{}", call.endpoint);
        }
        let mut seen = BTreeSet::from(["id"]);
        let params: Vec<&Member> = call.params.iter().filter(|param| seen.insert(&param.name)).collect();
        let mut listed = vec![json!({ "name": "id", "in": "path", "required": true, "schema": text() })];
        let mut body = None;
        if call.method == "POST" {
            body = (!params.is_empty()).then(|| self.form(&id, &params));
        } else {
            listed.extend(params.iter().map(|param| {
                json!({
                    "name": param.name, "in": "query", "required": param.required,
                    "schema": self.param(&param.kind),
                })
            }));
        }
        let content = json!({ "application/json": { "schema": self.answer(&call.answer) } });
        let mut operation = json!({
            "operationId": id,
            "parameters": listed,
            "responses": { "200": { "description": "The answer.", "content": content } },
        });
        if let Some(body) = body {
            operation["requestBody"] = body;
        }
        let at = self.paths.entry(path).or_insert_with(|| json!({}));
        if let Some(methods) = at.as_object_mut() {
            methods.entry(call.method.to_lowercase()).or_insert(operation);
        }
    }

    fn form(&mut self, id: &str, params: &[&Member]) -> Value {
        let name = self.names.take(pascal(&format!("{id}_form")));
        let members: Map<_, _> =
            params.iter().map(|param| (param.name.clone(), self.param(&param.kind))).collect();
        let required: Vec<_> =
            params.iter().filter(|param| param.required).map(|param| &param.name).collect();
        let mut schema = json!({ "type": "object", "properties": members });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        let reference = reference(&name);
        self.schemas.insert(name, schema);
        json!({ "required": true, "content": { "application/x-www-form-urlencoded": { "schema": reference } } })
    }

    fn answer(&self, spelling: &str) -> Value {
        self.schema(&self.catalogue.kind(spelling))
    }

    /// Parameters that are not scalars, enums or lists of them are strings.
    fn param(&self, spelling: &str) -> Value {
        let simple = |kind: &Type| !matches!(kind, Type::Any | Type::Node(_) | Type::List(_) | Type::Map(_));
        match self.catalogue.kind(spelling) {
            Type::List(item) if simple(&item) => self.schema(&Type::List(item)),
            kind if simple(&kind) => self.schema(&kind),
            _ => text(),
        }
    }

    fn schema(&self, kind: &Type) -> Value {
        match kind {
            Type::Text => text(),
            Type::Integer => json!({ "type": "integer", "format": "int64" }),
            Type::Unsigned => json!({ "type": "integer", "format": "uint64", "minimum": 0 }),
            Type::Number => json!({ "type": "number", "format": "double" }),
            Type::Boolean => json!({ "type": "boolean" }),
            Type::Any => json!({}),
            Type::Enum(name) => self.enums.get(name.as_str()).map_or_else(text, |name| reference(name)),
            Type::Node(name) => reference(name),
            Type::List(item) => json!({ "type": "array", "items": self.schema(item) }),
            Type::Map(value) => json!({ "type": "object", "additionalProperties": self.schema(value) }),
        }
    }
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
