use expect_test::{Expect, expect};

use super::*;
use crate::diagnostic::{
    render,
    source::{Source, Sources},
};

/// Compares the recovered value, followed by one line per error.
fn check(text: &str, expected: Expect) {
    let mut sources = Sources::default();
    let mut diags = Diagnostics::default();
    let file = sources.add(Source { name: "t".into(), path: None, text: text.into() });
    let value = parse(file, text, &mut diags);
    let mut shown = value.to_text();
    for diagnostic in diags.iter() {
        shown += "\n";
        shown += &render::short(diagnostic, &sources);
    }
    expected.assert_eq(&shown);
}

#[test]
fn parses_valid_json() {
    check(
        r#" {"a": [1, -2.5e+3, "x\u00e9\ud83d\ude00\n", true, null], "b": {}} "#,
        expect![[r#"{"a":[1,-2.5e+3,"xé😀\u000a",true,null],"b":{}}"#]],
    );
    check("\u{feff}0", expect!["0"]);
}

#[test]
fn recovers_at_the_next_member() {
    check(
        r#"{"a": 1 "b": 2}"#,
        expect![[r#"
            {"a":1,"b":2}
            t:1:8: error[G0002]: missing comma (expected `,` here)"#]],
    );
    check(
        r#"{"a": , "b": 2}"#,
        expect![[r#"
            {"a":null,"b":2}
            t:1:7: error[G0002]: missing value (expected a value before this)"#]],
    );
    check(
        r#"{"a" 1, b: 2, "c": yes}"#,
        expect![[r#"
            {"a":null,"b":2,"c":null}
            t:1:2: error[G0002]: missing value for the key "a" (expected `:` and a value after this)
            t:1:9: error[G0002]: missing quotes around the key "b" (write it in double quotes)
            t:1:20: error[G0002]: missing quotes around "yes" (only true, false and null are written without quotes)"#]],
    );
    check(
        "[1, 2",
        expect![[r#"
            [1,2]
            t:1:1: error[G0002]: missing closing bracket `]` (this bracket is never closed)"#]],
    );
    check(
        r#"{"a": [1, 2}"#,
        expect![[r#"
            {"a":[1,2]}
            t:1:12: error[G0002]: mismatched closing bracket `}` (expected `]`)"#]],
    );
    check(
        "01 2",
        expect![[r#"
            01
            t:1:1: error[G0002]: `01` is not a valid JSON number (invalid number)
            t:1:4: error[G0002]: unexpected text after the JSON value (expected the end of the file)"#]],
    );
    check(
        "",
        expect![[r#"
            null
            t:1:1: error[G0002]: missing value (the file ends here)"#]],
    );
}

#[test]
fn reports_one_mistake_once() {
    // Each of these has one mistake.
    for text in [
        r#"{"a": ["all": true, "b": {"c": 1}], "d": 2}"#,
        r#"{"a": 'text', "d": 2}"#,
        r#"{"a": some text here, "d": 2}"#,
        r#"{"a": "b" "c", "d": 2}"#,
        r#"{"a" = {"b": 1}, "d": 2}"#,
        r#"{a 1, "d": 2}"#,
        r#"{"a" "d": 2}"#,
        r#"{"a": 1; "d": 2}"#,
        r#"{"b": {"a": [1, 2}, "d": 2}"#,
        "{\"a\": \"\u{0}\", \"d\": 2}",
    ] {
        let mut diags = Diagnostics::default();
        let file = Sources::default().add(Source { name: "t".into(), path: None, text: text.into() });
        let value = parse(file, text, &mut diags);
        let titles: Vec<&str> = diags.iter().map(|found| found.title.as_str()).collect();
        assert_eq!(titles.len(), 1, "{text}: {titles:?}");
        assert!(value.to_text().contains(r#""d":2"#), "{text}: {}", value.to_text());
    }
}

#[test]
fn limits_nesting_depth() {
    let deep = "[".repeat(100_000);
    let mut diags = Diagnostics::default();
    let file = Sources::default().add(Source { name: "t".into(), path: None, text: String::new() });
    parse(file, &deep, &mut diags);
    assert!(diags.has_errors());
}
