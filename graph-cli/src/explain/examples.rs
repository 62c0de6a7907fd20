//! For each code why the rule is there, a schema that breaks it, and one that keeps it.

use graph_schema::code::{self, Code};

/// What is told of a code beside its rule.
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
        /// All of them.
        const ALL: &[(Code, Example)] =
            &[$((code::$code, Example { why: $why, wrong: $wrong, right: $right })),*];
    };
}

examples! {
    UNREADABLE: "Half a schema would compile to half an API, and nobody would notice.",
        r#"{ "files": ["nodes/planet.json"] }"#,
        r#"{ "nodes": { "Planet": {} } }"#;
    SYNTAX: "Editors and tools of every kind read these files. Remarks have the key \"note\".",
        r#"{ "nodes": { "Planet": {}, } } // a planet"#,
        r#"{ "note": "a planet", "nodes": { "Planet": {} } }"#;
    DUPLICATE_KEY: "One of the two would silently win.",
        r#"{ "enums": { "Kind": { "words": ["ROCK"], "words": ["GAS"] } } }"#,
        r#"{ "enums": { "Kind": { "words": ["ROCK", "GAS"] } } }"#;
    UNKNOWN_KEY: "A key that nobody reads is a fact that nobody keeps.",
        r#"{ "objects": { "Moon": { "fields": { "mass": { "type": "number", "presense": "usual" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "mass": { "type": "number", "presence": "usual" } } } } }"#;
    WRONG_KIND: "What is text in one place and a list in another cannot be read by anybody.",
        r#"{ "objects": { "Moon": { "fields": [{ "type": "number" }] } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "mass": { "type": "number" } } } } }"#;
    MISSING_KEY: "There is no sensible value to take in its place.",
        r#"{ "objects": { "Moon": { "fields": { "mass": { "doc": "In kilograms." } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "mass": { "type": "number", "doc": "In kilograms." } } } } }"#;
    TYPE_SYNTAX: "Types are read by people first: there is one way to write each.",
        r#"{ "objects": { "Moon": { "fields": { "names": { "type": "[string" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "names": { "type": "[string]" } } } } }"#;
    UNKNOWN_TYPE: "The Rust type that it becomes must be there.",
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "strng" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string" } } } } }"#;
    UNKNOWN_PERMISSION: "A misspelt permission could be granted by nobody.",
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string", "permission": "see_moons" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string", "permission": "see_moons" } } } },
  "permissions": { "see_moons": "Opens moons." } }"#;
    UNKNOWN_WORD: "The words of the language are few, so that a misspelt one is found.",
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string", "presence": "sometimes" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "name": { "type": "string", "presence": "gated" } } } } }"#;
    BAD_NAME: "Whoever reads the documentation of the API should find the same names in Rust.",
        r#"{ "objects": { "Moon": { "fields": { "Full Name": { "type": "string" } } } } }"#,
        r#"{ "objects": { "Moon": { "fields": { "full_name": { "type": "string" } } } } }"#;
    DESCRIBED_TWICE: "Two things of one name would be one item in Rust.",
        r#"{ "objects": { "Moon": {} }, "enums": { "Moon": { "words": ["FULL"] } } }"#,
        r#"{ "objects": { "Moon": {} }, "enums": { "Phase": { "words": ["FULL"] } } }"#;
    UNKNOWN_PARAM: "A rule about what is never sent says nothing.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "color": { "type": "string" }, "layers": { "type": "integer", "only_with": "colour" } } } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "color": { "type": "string" }, "layers": { "type": "integer", "only_with": "color" } } } } } } }"#;
    BAD_RULE: "A rule that nobody can break, or keep, is likely not the one that was meant.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "color": { "type": "string" }, "image": { "type": "url" } },
  "rules": [{ "at_least_one": ["color"] }] } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "color": { "type": "string" }, "image": { "type": "url" } },
  "rules": [{ "at_least_one": ["color", "image"] }] } } } } }"#;
    PATH_PARAM: "A hole in a path must be filled, and what fills it must have a hole.",
        r#"{ "nodes": { "Moon": { "operations": { "visit": { "method": "POST", "path": "/{crater}", "returns": "success" } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "visit": { "method": "POST", "path": "/{crater}", "returns": "success",
  "params": { "crater": { "type": "string", "in": "path", "required": true } } } } } } }"#;
    BAD_LIMIT: "A limit that does not fit the type cannot be checked, and one of two that cross lets nothing through.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "layers": { "type": "integer", "min": 5, "max": 2 } } } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "layers": { "type": "integer", "min": 2, "max": 5 } } } } } } }"#;
    UNKNOWN_VARIANT_BASE: "A special case has everything from what it is a case of.",
        r#"{ "nodes": { "Moon": { "operations": { "paint_red": { "variant_of": "paint" } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success" },
  "paint_red": { "variant_of": "paint" } } } } }"#;
    BAD_ERROR_CODE: "Codes are compared as numbers.",
        r#"{ "errors": { "expired": { "name": "Expired" } } }"#,
        r#"{ "errors": { "190": { "name": "Expired" } } }"#;
    UNKNOWN_MEMBER: "A change of what is not there is never announced.",
        r#"{ "nodes": { "Moon": { "fields": { "name": { "type": "string" } }, "updates": { "fields": ["title"] } } } }"#,
        r#"{ "nodes": { "Moon": { "fields": { "name": { "type": "string" } }, "updates": { "fields": ["name"] } } } }"#;
    BAD_DEFAULT: "What the server takes in absence of a value must be a value.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "layers": { "type": "integer", "default": "many" } } } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "layers": { "type": "integer", "default": 2 } } } } } } }"#;
    BAD_EXTENDS: "A schema is laid over the built-in one, or over another one that stands by itself.",
        r#"{ "extends": "graph.json" }"#,
        r#"{ "extends": "builtin" }"#;
    BAD_HOST: "Paths are put behind it.",
        r#"{ "host": "graph.example/v1" }"#,
        r#"{ "host": "https://graph.example", "version": "v1" }"#;
    BAD_ENCODING: "Only a list has elements to join, and only truth can be written as `1`.",
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "colors": { "type": "string", "encoding": "commas" } } } } } } }"#,
        r#"{ "nodes": { "Moon": { "operations": { "paint": { "method": "POST", "returns": "success",
  "params": { "colors": { "type": "[string]", "encoding": "commas" } } } } } } }"#;
}
