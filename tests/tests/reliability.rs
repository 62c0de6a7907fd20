//! `docs/reliability.md`: each promise names a test, and each test that is named exists.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{fs, path::PathBuf};

const PAGE: &str = include_str!("../../docs/reliability.md");

/// A file below the root of the repository.
fn file(path: &str) -> Option<String> {
    let root: PathBuf = [env!("CARGO_MANIFEST_DIR"), ".."].iter().collect();
    fs::read_to_string(root.join(path)).ok()
}

/// What is wrong with the name of a test: `module`, `module::test`, or the path of a file with tests.
fn fault(name: &str) -> Option<String> {
    if name.contains('/') {
        let Some(text) = file(name) else { return Some(format!("there is no file `{name}`")) };
        let has_tests = ["#[test]", "#[tokio::test]", "proptest!"].iter().any(|mark| text.contains(mark));
        return (!has_tests).then(|| format!("`{name}` has no tests"));
    }
    let (module, test) = name.split_once("::").map_or((name, None), |(module, test)| (module, Some(test)));
    let paths = [format!("tests/tests/runtime/{module}.rs"), format!("tests/tests/{module}.rs")];
    let texts: Vec<String> = paths.iter().filter_map(|path| file(path)).collect();
    let Some(test) = test else {
        return texts.is_empty().then(|| format!("there is no module `{module}`"));
    };
    let has_test = |text: &String| {
        let before = |at: usize| text[..at].rsplit("\n\n").next().unwrap_or_default();
        let at = text.find(&format!("fn {test}("));
        at.is_some_and(|at| ["#[test]", "#[tokio::test"].iter().any(|mark| before(at).contains(mark)))
    };
    (!texts.iter().any(has_test)).then(|| format!("there is no test `{name}`"))
}

/// The texts in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn each_promise_is_held_by_a_test_that_exists() {
    let mut wrong = Vec::new();
    let mut promises = 0;
    for row in PAGE.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| ---")) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").collect();
        let [promise, tests] = cells[..] else { panic!("{row}") };
        if promise.trim() == "promise" {
            continue;
        }
        promises += 1;
        if quoted(tests).next().is_none() {
            wrong.push(format!("no test: {promise}"));
        }
        wrong.extend(quoted(tests).filter_map(fault));
    }
    // Tests that are named in the text.
    let text = PAGE.lines().filter(|line| !line.starts_with('|'));
    wrong.extend(text.flat_map(quoted).filter(|name| name.starts_with("calls::")).filter_map(fault));
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(promises >= 30, "{promises}");
}

#[test]
fn a_test_that_does_not_exist_is_found() {
    for name in [
        "no_module",
        "secrets::no_such_test",
        "calls::client",
        "graph-client/src/no_file.rs",
        "docs/misuse.md",
    ] {
        assert!(fault(name).is_some(), "{name}");
    }
    assert_eq!(fault("secrets::no_secret_in_settings"), None);
}
