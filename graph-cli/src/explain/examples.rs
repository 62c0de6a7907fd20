//! For each code: the reason for the rule, a schema that breaks it, and a valid one.

use graph_schema::code::{self, Code};

/// The reason for a rule, with two schemas.
pub struct Example {
    pub why: &'static str,
    pub wrong: &'static str,
    pub right: &'static str,
}

/// The example of a code.
pub fn of(code: Code) -> Option<&'static Example> {
    ALL.iter().find(|(known, _)| *known == code).map(|(_, example)| example)
}

macro_rules! examples {
    ($($code:ident: $why:literal, $wrong:literal, $right:literal;)*) => {
        /// The examples of all codes.
        const ALL: &[(Code, Example)] =
            &[$((code::$code, Example { why: $why, wrong: $wrong, right: $right })),*];
    };
}

examples! {
    UNREADABLE: "Ignoring the file would silently generate only a part of the API.",
        r#"{ "files": ["nodes/planet.json"] }"#,
        r#"{ "nodes": { "Planet": {} } }"#;
    SYNTAX: "Schema files are standard JSON, so that any editor or tool can read them. Use the key \"note\" for comments.",
        r#"{ "nodes": { "Planet": {}, } } // a planet"#,
        r#"{ "note": "a planet", "nodes": { "Planet": {} } }"#;
    DUPLICATE_KEY: "One of the two values would be ignored silently.",
        r#"{ "enums": { "Kind": { "words": ["ROCK"], "words": ["GAS"] } } }"#,
        r#"{ "enums": { "Kind": { "words": ["ROCK", "GAS"] } } }"#;
    UNKNOWN_KEY: "An unknown key is usually a typo, and its value would be ignored.",
        r#"{ "objects": { "Moon": { "fields": { "mass": { "type": "number", "presense": "usual" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "mass": { "type": "number", "presence": "usual" } } } } }"#;
    WRONG_KIND: "Each key has one kind of value, so that every tool can rely on it.",
        r#"{ "objects": { "Moon": { "fields": [{ "type": "number" }] } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "mass": { "type": "number" } } } } }"#;
    MISSING_KEY: "The key has no sensible default.",
        r#"{ "objects": { "Moon": { "fields": { "mass": { "doc": "In kilograms." } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "mass": { "type": "number", "doc": "In kilograms." } } } } }"#;
    TYPE_SYNTAX: "The type syntax is small, and there is one way to write each type.",
        r#"{ "objects": { "Moon": { "fields": { "names": { "type": "[string" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "names": { "type": "[string]" } } } } }"#;
    UNKNOWN_TYPE: "Every type becomes a Rust type, so it must be a scalar or described in the schema.",
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "strng" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string" } } } } }"#;
    UNKNOWN_PERMISSION: "A misspelled permission can never be granted.",
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string", "permission": "see_moons" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string", "permission": "see_moons" } } } },
  "permissions": { "see_moons": "Opens moons." } }"#;
    UNKNOWN_WORD: "These keys take a fixed set of values, so that typos are reported.",
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string", "presence": "sometimes" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string", "presence": "gated" } } } } }"#;
    BAD_NAME: "Names are used in Rust as they are in the API, so they must be valid in both.",
        r#"{ "objects": { "Moon": { "fields": { "Full Name": { "type": "string" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "full_name": { "type": "string" } } } } }"#;
    DESCRIBED_TWICE: "Nodes, objects and enums become Rust items in one module, so their names must be unique.",
        r#"{ "objects": { "Moon": {} }, "enums": { "Moon": { "words": ["FULL"] } } }"#,
        r#"{ "objects": { "Moon": {} }, "enums": { "Phase": { "words": ["FULL"] } } }"#;
    UNKNOWN_PARAM: "A rule can only refer to parameters of its own operation.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "color": { "type": "string" }, "layers": { "type": "integer", "only_with": "colour" } } } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "color": { "type": "string" }, "layers": { "type": "integer", "only_with": "color" } } } } } } }"#;
    BAD_RULE: "A rule that is always or never satisfied is probably a mistake.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "color": { "type": "string" }, "image": { "type": "url" } },
  "rules": [{ "at_least_one": ["color"] }] } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "color": { "type": "string" }, "image": { "type": "url" } },
  "rules": [{ "at_least_one": ["color", "image"] }] } } } } }"#;
    PATH_PARAM: "Each placeholder in a path needs a path parameter, and each path parameter needs a placeholder.",
        r#"{ "nodes": { "Moon": { "operations": { "visit": { "method": "POST", "path": "/{crater}", "returns": "success" } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "visit": { "method": "POST", "path": "/{crater}", "returns": "success",
  "params": { "crater": { "type": "string", "in": "path", "required": true } } } } } } }"#;
    BAD_LIMIT: "A limit must fit the type of its parameter, and a minimum must not exceed its maximum.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "layers": { "type": "integer", "min": 5, "max": 2 } } } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "layers": { "type": "integer", "min": 2, "max": 5 } } } } } } }"#;
    UNKNOWN_VARIANT_BASE: "A variant inherits everything from its base operation, so the base must exist.",
        r#"{ "nodes": { "Moon": { "operations": { "paint_red": { "variant_of": "paint" } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success" },
  "paint_red": { "variant_of": "paint" } } } } }"#;
    BAD_ERROR_CODE: "Error codes are numbers.",
        r#"{ "errors": { "expired": { "name": "Expired" } } }"#,
        r#"{ "errors": { "190": { "name": "Expired" } } }"#;
    UNKNOWN_MEMBER: "Real-time updates are sent for existing fields and connections only.",
        r#"{ "nodes": { "Moon": { "fields": { "name": { "type": "string" } }, "updates": { "fields": ["title"] } } } }"#,
        r#"{ "nodes": { "Moon": { "fields": { "name": { "type": "string" } }, "updates": { "fields": ["name"] } } } }"#;
    BAD_DEFAULT: "The default must be a valid value of the parameter.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "layers": { "type": "integer", "default": "many" } } } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "layers": { "type": "integer", "default": 2 } } } } } } }"#;
    BAD_EXTENDS: "A schema extends the built-in schema or a different manifest, never itself.",
        r#"{ "extends": "graph.json" }"#,
        r#"{ "extends": "builtin" }"#;
    BAD_HOST: "Paths are appended to the host, and the version has its own key.",
        r#"{ "host": "graph.example/v1" }"#,
        r#"{ "host": "https://graph.example", "version": "v1" }"#;
    BAD_ENCODING: "Only lists can be joined by commas, and only booleans can be sent as `1`.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "colors": { "type": "string", "encoding": "commas" } } } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "colors": { "type": "[string]", "encoding": "commas" } } } } } } }"#;
    BAD_UPDATE_OBJECT: "The word is compared with that in deliveries, so a different word would match nothing.",
        r#"{ "nodes": { "IGUser": { "updates": { "object": "Instagram" } } } }"#,
        r#"{ "nodes": { "IGUser": { "updates": { "object": "instagram" } } } }"#;
    SAME_CALL: "The server could not tell which of them is meant, and only one of the answers is right.",
        r#"{ "nodes": { "Planet": { "operations": {
  "land": { "method": "POST", "returns": "success" }, "visit": { "method": "POST", "returns": "success" } } } } }"#,
        r#"{ "nodes": { "Planet": { "operations": {
  "land": { "method": "POST", "returns": "success" },
  "visit": { "method": "POST", "path": "/visits", "returns": "success" } } } } }"#;
    BAD_CONSTANT: "The caller never chooses a constant, so there is nothing to require, to limit or to read.",
        r#"{ "objects": { "Button": { "fields": { "type": { "const": "reply", "required": true }, "title": { "type": "string" } } } } }"#,
        r#"{ "objects": { "Button": { "fields": { "type": { "const": "reply" }, "title": { "type": "string" } } } } }"#;
    BAD_PLACE: "A member that has a value cannot have other members inside it, and no place can have two values.",
        r#"{ "objects": { "Card": { "fields": { "body": { "type": "string" }, "text": { "type": "string", "at": "body.text" } } } } }"#,
        r#"{ "objects": { "Card": { "fields": { "text": { "type": "string", "at": "body.text" }, "format": { "type": "string", "at": "body.format" } } } } }"#;
    BAD_FLAT: "The members of a flat value are sent beside other members, so their names must differ.",
        r#"{ "objects": { "Image": { "fields": { "link": { "type": "url" }, "media": { "type": "Media", "flat": true } } } },
  "unions": { "Media": { "variants": { "id": { "type": "string" }, "link": { "type": "url" } } } } }"#,
        r#"{ "objects": { "Image": { "fields": { "caption": { "type": "string" }, "media": { "type": "Media", "flat": true } } } },
  "unions": { "Media": { "variants": { "id": { "type": "string" }, "link": { "type": "url" } } } } }"#;
    ENDLESS: "Such a value could not be created: each would need another one inside it.",
        r#"{ "objects": { "Box": { "fields": { "inner": { "type": "Box", "required": true } } } } }"#,
        r#"{ "objects": { "Box": { "fields": { "inner": { "type": "Box" } } } } }"#;
    BAD_UNION: "A value that is read must match exactly one variant. The words of tags are compared without regard to case.",
        r#"{ "unions": { "Message": { "tag": "type", "variants": { "text": { "type": "string" }, "TEXT": { "type": "string", "name": "Loud" } } } } }"#,
        r#"{ "unions": { "Message": { "tag": "type", "variants": { "text": { "type": "string" }, "image": { "type": "url" } } } } }"#;
    BAD_UNASKED: "A breakdown adds columns to an answer, and a request that names such a column is refused. So nothing may request it.",
        r#"{ "objects": { "Row": { "fields": { "age": { "type": "string", "unasked": true, "on_request": true } } } } }"#,
        r#"{ "objects": { "Row": { "fields": { "age": { "type": "string", "unasked": true } } } } }"#;
    BAD_ARGUMENT: "A field with a parameter is requested as `picture.width(100)`. There is no body for a file, no path, and no other place for values.",
        r#"{ "nodes": { "Planet": { "fields": { "map": { "type": "url", "params": { "of": { "type": "file" } } } } } } }"#,
        r#"{ "nodes": { "Planet": { "fields": { "map": { "type": "url", "params": { "width": { "type": "integer" } } } } } } }"#;
    BAD_BODY: "A GET has only a query, a form takes all parameters, and a JSON body has no parts for files.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "body": "json", "returns": "success",
  "params": { "image": { "type": "file" } } } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "image": { "type": "file" } } } } } } }"#;
}
