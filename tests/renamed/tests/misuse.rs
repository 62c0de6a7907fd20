//! The messages of misuse through a renamed dependency: they name what the user has written.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;

#[test]
fn misuse_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("misuse/*.rs");
}

#[test]
fn the_message_says_why() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/misuse");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut programs = 0;
    for program in paths.filter(|path| path.extension().is_some_and(|ext| ext == "rs")) {
        let text = fs::read_to_string(&program).unwrap();
        let stderr = fs::read_to_string(program.with_extension("stderr")).unwrap();
        let titles: Vec<&str> = stderr.lines().filter(|line| line.starts_with("error")).collect();
        assert_eq!(titles.len(), 1, "{}: {titles:#?}", program.display());
        for words in text.lines().map_while(|line| line.strip_prefix("//~ says: ")) {
            let shown = stderr.lines().take(15).any(|line| line.contains(words));
            assert!(shown, "{}: {words:?} is not at the top", program.display());
        }
        programs += 1;
    }
    assert!(programs >= 5, "only {programs} programs");
}
