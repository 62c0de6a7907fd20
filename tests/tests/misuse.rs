//! Checks that misuse does not compile, and the compiler output for it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "misuse/page.rs"]
mod page;
#[path = "misuse/program.rs"]
mod program;

use std::{collections::BTreeSet, fs};

use program::{Program, note, programs};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/misuse");
/// The reason must appear within this many lines.
const MAX_REASON_LINE: usize = 15;
/// Maximum number of lines of an error.
const MAX_ERROR_LINES: usize = 50;
/// Maximum number of lines by which a case and its fixed twin differ.
const MAX_CHANGED_LINES: usize = 6;

/// Compares the compiler output of every case in `misuse` with the file next to it.
#[test]
fn misuse_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("misuse/*.rs");
}

/// Reports all problems at once.
fn report(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn message_states_the_reason_near_the_top() {
    let programs = programs();
    let mut wrong = Vec::new();
    for Program { name, says, stderr, .. } in &programs {
        let top = &stderr[..MAX_REASON_LINE.min(stderr.len())];
        let missing = says.iter().filter(|words| !top.iter().any(|line| line.contains(*words)));
        wrong.extend(missing.map(|words| format!("{name}: {words:?} is not at the top")));
    }
    report(&wrong);
    assert!(programs.len() >= 80, "only {} programs", programs.len());
}

#[test]
fn every_error_belongs_to_user_code() {
    let mut wrong = Vec::new();
    for program in programs() {
        let name = &program.name;
        let titles: Vec<&String> = program.messages().map(|lines| &lines[0]).collect();
        let once: BTreeSet<_> = titles.iter().collect();
        if titles.len() != program.errors || once.len() != program.errors {
            wrong.push(format!("{name}: {} errors are expected: {titles:#?}", program.errors));
        }
        if program.stderr.iter().any(|line| line.contains("aborting")) {
            wrong.push(format!("{name}: rustc counts the errors"));
        }
        for lines in program.messages() {
            let arrow = lines.iter().find_map(|line| line.trim_start().strip_prefix("--> misuse/"));
            // An error in a schema shows its location in the file first, then the macro call.
            let arrow = match arrow {
                Some(arrow) if arrow.split(':').next().is_some_and(|file| file.ends_with(".json")) => {
                    lines.iter().filter_map(|line| line.trim_start().strip_prefix("--> misuse/")).nth(1)
                }
                arrow => arrow,
            };
            let file = arrow.and_then(|arrow| arrow.split(':').next());
            if file != Some(program.file.as_str()) {
                wrong.push(format!("{name}: {:?} points at {file:?}", lines[0]));
            }
        }
    }
    report(&wrong);
}

/// Cases with longer messages, because of what rustc adds for every nested selection.
const TOO_LONG: [&str; 1] = ["installed_of_friends"];

#[test]
fn no_message_is_too_long() {
    let programs = programs();
    let longest = |program: &&Program| program.messages().any(|lines| lines.len() > MAX_ERROR_LINES);
    let long: Vec<&str> = programs.iter().filter(longest).map(|program| program.name.as_str()).collect();
    assert_eq!(long, TOO_LONG);
}

#[test]
fn messages_contain_no_hidden_names() {
    let mut wrong = Vec::new();
    for program in programs() {
        for lines in program.messages() {
            let labels = lines
                .iter()
                .skip_while(|line| !line.contains(&format!("--> misuse/{}", program.file)))
                .skip(1)
                .take_while(|line| !["-->", ":::", " = ", "help: "].iter().any(|end| line.contains(end)));
            let notes = lines.iter().filter_map(|line| note(line));
            for shown in labels.map(String::as_str).chain(notes).chain([lines[0].as_str()]) {
                if ["__", "$crate", "::rt::"].iter().any(|hidden| shown.contains(hidden)) {
                    wrong.push(format!("{}: {shown:?}", program.name));
                }
            }
        }
    }
    report(&wrong);
}

/// The kinds of `graph_schema::model::Rule`, and part of the sandbox's message for each.
const RULES: [(&str, &str); 5] = [
    ("at_least_one", "At least one of these parameters"),
    ("exactly_one", "Exactly one of these parameters"),
    ("not_together", "may not be sent together"),
    ("only_with", "may only be sent with"),
    ("only_on", "may only be sent for"),
];

#[test]
fn every_kind_of_rule_has_cases() {
    let marks: BTreeSet<String> = programs().into_iter().filter_map(|program| program.rule).collect();
    let kinds: BTreeSet<String> = RULES.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    assert_eq!(marks, kinds);
    // Add new kinds of the model here.
    let model = include_str!("../../graph-schema/src/model/operation.rs");
    let variants = model.split_once("pub enum Rule {").unwrap().1.split_once("\n}").unwrap().0;
    let starts =
        |line: &&str| line.strip_prefix("    ").is_some_and(|line| line.starts_with(char::is_uppercase));
    assert_eq!(variants.lines().filter(starts).count(), RULES.len());
}

/// Rules that no sandbox test violates yet.
const UNCHECKED_IN_THE_SANDBOX: [&str; 0] = [];

#[test]
fn every_kind_of_rule_is_checked_in_the_sandbox() {
    let tests = [
        include_str!("../../graph-sandbox/tests/sandbox/operations.rs"),
        include_str!("../../graph-sandbox/tests/sandbox/own_schema.rs"),
    ];
    let tried = |words: &str| tests.iter().any(|test| test.contains(words));
    let untried: Vec<&str> = RULES.iter().filter(|(_, words)| !tried(words)).map(|(kind, _)| *kind).collect();
    assert_eq!(untried, UNCHECKED_IN_THE_SANDBOX);
}

/// Compares each case with its fixed twin: the same name, and few different lines.
#[test]
fn every_case_has_a_fixed_twin() {
    let twins = include_str!("misuse_twins.rs");
    let (mut modules, mut wrong) = (BTreeSet::new(), Vec::new());
    for program in programs() {
        let Program { name, code, .. } = &program;
        let twin = fs::read_to_string(format!("{FOLDER}/ok/{name}.rs"));
        let twin = twin.unwrap_or_else(|error| panic!("misuse/ok/{name}.rs: {error}"));
        let code: Vec<&str> =
            code.iter().map(String::as_str).filter(|line| !line.starts_with("//~")).collect();
        let twin: Vec<&str> = twin.lines().collect();
        let changed = changed(&code, &twin);
        if !(1..=MAX_CHANGED_LINES).contains(&changed) {
            wrong.push(format!("{name}: {changed} lines are changed"));
        }
        let module = format!("#[path = \"../misuse/ok/{name}.rs\"]\nmod {name};\n");
        if !twins.contains(&module) {
            wrong.push(format!("tests/misuse_twins.rs lacks\n{module}"));
        }
        modules.insert(format!("{name}.rs"));
    }
    report(&wrong);
    let files = fs::read_dir(format!("{FOLDER}/ok")).unwrap();
    let files: BTreeSet<String> =
        files.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, modules, "what is put right was wrong before");
}

/// Counts the removed or added lines, whichever are more.
fn changed(before: &[&str], after: &[&str]) -> usize {
    // Longest common subsequence by dynamic programming.
    let mut row = vec![0; after.len() + 1];
    for old in before {
        let mut corner = 0;
        for (at, new) in after.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if old == new { corner + 1 } else { above.max(row[at]) };
            corner = above;
        }
    }
    before.len().max(after.len()) - row[after.len()]
}
