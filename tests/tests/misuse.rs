//! What must not compile, and what the compiler then says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{fs, path::PathBuf};

/// The compiler's text of every program under `misuse` is the one beside it.
#[test]
fn misuse_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("misuse/*.rs");
}

/// Each program's first line holds the words that a person mends it by: they are in the title of
/// an error, which comes once.
#[test]
fn the_message_says_why() {
    let mut programs = 0;
    for program in programs_of_folder() {
        let text = fs::read_to_string(&program).unwrap();
        let says = text.lines().next().and_then(|line| line.strip_prefix("//~ says: "));
        let says =
            says.unwrap_or_else(|| panic!("{}: the first line is not `//~ says: ..`", program.display()));
        let stderr = fs::read_to_string(program.with_extension("stderr")).unwrap();
        let shown = stderr.lines().take(15).any(|line| line.contains(says));
        assert!(shown, "{}: {says:?} is not within the first 15 lines of the message", program.display());
        let titles: Vec<&str> = stderr.lines().filter(|line| line.starts_with("error")).collect();
        for (at, title) in titles.iter().enumerate() {
            assert!(!titles[..at].contains(title), "{}: {title:?} comes twice", program.display());
        }
        programs += 1;
    }
    assert!(programs >= 20, "only {programs} programs");
}

fn programs_of_folder() -> Vec<PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/misuse");
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "rs"))
        .collect()
}
