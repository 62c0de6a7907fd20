//! `graph explain`: every code has a reason and two examples that demonstrate it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use graph_schema::code::ALL;
use support::fine;

/// The text between a title and the next one.
fn example(out: &str, title: &str) -> String {
    let (_, behind) =
        out.split_once(&format!("\n{title}:\n\n")).unwrap_or_else(|| panic!("no {title}: {out}"));
    behind.split_once("\n\n").map_or(behind, |(text, _)| text).to_owned()
}

#[test]
fn every_code_has_a_wrong_and_a_right_example() {
    for (code, rule) in ALL {
        let out = fine(&["explain", &code.to_string()]);
        let mut lines = out.lines();
        assert_eq!(lines.next().unwrap(), format!("{code}: {rule}"));
        assert!(lines.next().unwrap().len() > 20, "{code} without a reason");
        let wrong = graph_schema::parse(&[("graph.json", &example(&out, "Wrong"))]);
        let found: Vec<_> = wrong.diagnostics.iter().map(|problem| problem.code).collect();
        assert!(found.contains(code), "{code}: the wrong example has {found:?}");
        let right = graph_schema::parse(&[("graph.json", &example(&out, "Right"))]);
        if let Err(problems) = right.into_result() {
            panic!("{code}: the right example is wrong:\n{problems}");
        }
    }
}
