//! Formats schema files in a canonical layout.
//!
//! The keys of the schema language are sorted in a defined order. User-defined names (fields, connections,
//! parameters, enum values) keep their order. Small objects are written on one line.
//!
//! ```
//! let text = r#"{"enums":{"Gender":{"words":["female","male"],"doc":"A gender."}}}"#;
//! let formatted = graph_schema::format::format("graph.json", text).unwrap();
//! assert_eq!(formatted, r#"{
//!   "enums": {
//!     "Gender": { "doc": "A gender.", "words": ["female", "male"] }
//!   }
//! }
//! "#);
//! ```

mod keys;
mod layout;

use crate::{
    diagnostic::{
        Diagnostics, render,
        source::{Source, Sources},
    },
    json::{self, Json, Kind},
};

/// Formats a schema file. Formatting is idempotent, and changes only the layout and the order of keys.
///
/// # Errors
///
/// Returns the rendered syntax errors if the text is not valid JSON.
pub fn format(name: &str, text: &str) -> Result<String, String> {
    let tree = read(name, text)?;
    let formatted = layout::file(&tree);
    // Verify that the formatted text has the same content.
    match read(name, &formatted) {
        Ok(again) if same(&tree, &again) => Ok(formatted),
        Ok(_) | Err(_) => {
            Err(format!("error: formatting `{name}` would change its content; the file is unchanged"))
        }
    }
}

fn read(name: &str, text: &str) -> Result<Json, String> {
    let mut sources = Sources::default();
    let mut diags = Diagnostics::default();
    let source = Source { name: name.to_owned(), path: None, text: text.to_owned() };
    let tree = json::parse(sources.add(source), text, &mut diags);
    if diags.is_empty() {
        return Ok(tree);
    }
    let all: Vec<String> = diags.iter().map(|diagnostic| render::plain(diagnostic, &sources)).collect();
    Err(all.join("\n\n"))
}

/// Returns whether two values are equal, ignoring spans and the order of keys.
fn same(one: &Json, other: &Json) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Object(one), Kind::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|member| {
                    let found = other.iter().find(|found| found.key.value == member.key.value);
                    found.is_some_and(|found| same(&member.value, &found.value))
                })
        }
        (Kind::Array(one), Kind::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use super::format;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let formatted = format("a.json", text).unwrap();
        assert_eq!(formatted, expected);
        assert_eq!(format("a.json", &formatted).unwrap(), expected, "formatting is not idempotent");
    }

    #[test]
    fn sorts_keys_of_the_language_but_not_names() {
        check(
            r#"{ "nodes": { "B": { "fields": { "z": { "doc": "Z.", "presence": "usual", "type": "string" }, "a": { "new": [1.50, 1e3], "type": "json" } }, "doc": "A node." }, "A": {} } }"#,
            r#"{
  "nodes": {
    "B": {
      "doc": "A node.",
      "fields": {
        "z": { "type": "string", "presence": "usual", "doc": "Z." },
        "a": { "type": "json", "new": [1.50, 1e3] }
      }
    },
    "A": {}
  }
}
"#,
        );
    }

    #[test]
    fn splits_long_objects() {
        let doc = "A text that is long enough to need its own line, because the formatter does not split strings at all.";
        check(
            &format!(
                r#"{{ "node": "U", "fields": {{ "x": {{ "doc": "{doc}", "type": "string", "token": "any" }} }}, "operations": {{ "o": {{ "returns": "success", "params": {{ "p": {{ "type": "string" }} }}, "method": "POST", "doc": "{doc}" }} }} }}"#
            ),
            &format!(
                r#"{{
  "node": "U",
  "fields": {{
    "x": {{
      "type": "string", "token": "any",
      "doc": "{doc}"
    }}
  }},
  "operations": {{
    "o": {{
      "doc": "{doc}",
      "method": "POST",
      "params": {{ "p": {{ "type": "string" }} }},
      "returns": "success"
    }}
  }}
}}
"#
            ),
        );
    }

    #[test]
    fn preserves_strings() {
        check(
            "\u{feff}{ \"doc\": \"a\\u00e9\\n\\t\\\"\\\\ \\u0001 \\ud83d\\udc4d\", \"nodes\": {} }",
            "{\n  \"doc\": \"aé\\n\\t\\\"\\\\ \\u0001 👍\",\n  \"nodes\": {}\n}\n",
        );
        check("[1, [], {}, null, true]", "[1, [], {}, null, true]\n");
        check("7", "7\n");
    }

    #[test]
    fn rejects_invalid_json() {
        for text in ["{", "{ \"a\": 1, \"a\": 2 }", "{} // no", "{ \"a\": \"\\ud83d\" }", ""] {
            let error = format("a.json", text).unwrap_err();
            assert!(error.contains("error["), "{text}: {error}");
        }
    }
}
