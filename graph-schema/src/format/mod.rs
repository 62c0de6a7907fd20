//! One layout for schema files.
//!
//! The keys of the schema language stand in one order inside an object; names that an author chose
//! (fields, connections, parameters, words) stay in the author's. Small objects are one line.
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

/// The text of a schema file in its one layout. Twice makes no difference, and no value is another.
///
/// # Errors
///
/// What is wrong with the text as JSON, as rustc would show it: what cannot be read is left alone.
pub fn format(name: &str, text: &str) -> Result<String, String> {
    let tree = read(name, text)?;
    let formatted = layout::file(&tree);
    // Nothing may be lost on the way, whatever the text was.
    match read(name, &formatted) {
        Ok(again) if same(&tree, &again) => Ok(formatted),
        Ok(_) | Err(_) => Err(format!("error: `{name}` would not mean the same; it is left as it is")),
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

/// Whether two texts say the same, apart from places and from the order of keys.
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
        assert_eq!(format("a.json", &formatted).unwrap(), expected, "twice is not once");
    }

    #[test]
    fn keys_of_the_language_are_ordered_and_names_are_not() {
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
    fn what_is_too_long_is_several_lines() {
        let doc =
            "A text that is long enough to need a line of its own, because nobody reads more than so much.";
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
    fn texts_keep_what_they_say() {
        check(
            "\u{feff}{ \"doc\": \"a\\u00e9\\n\\t\\\"\\\\ \\u0001 \\ud83d\\udc4d\", \"nodes\": {} }",
            "{\n  \"doc\": \"aé\\n\\t\\\"\\\\ \\u0001 👍\",\n  \"nodes\": {}\n}\n",
        );
        check("[1, [], {}, null, true]", "[1, [], {}, null, true]\n");
        check("7", "7\n");
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        for text in ["{", "{ \"a\": 1, \"a\": 2 }", "{} // no", "{ \"a\": \"\\ud83d\" }", ""] {
            let error = format("a.json", text).unwrap_err();
            assert!(error.contains("error["), "{text}: {error}");
        }
    }
}
