//! Misuse cases: the markers at their top, and the compiler output.

use std::{collections::BTreeSet, fs, path::PathBuf};

use super::FOLDER;

/// A case with the markers at its top (`//~ says: ..`) and its compiler output.
pub(crate) struct Program {
    pub(crate) name: String,
    pub(crate) code: Vec<String>,
    pub(crate) says: Vec<String>,
    pub(crate) errors: usize,
    pub(crate) file: String,
    pub(crate) rule: Option<String>,
    pub(crate) promise: String,
    pub(crate) stderr: Vec<String>,
}

/// Returns all cases, sorted by name.
pub(crate) fn programs() -> Vec<Program> {
    let entries = fs::read_dir(FOLDER).unwrap();
    let paths: BTreeSet<PathBuf> = entries
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "rs"))
        .collect();
    paths.into_iter().map(program).collect()
}

fn program(path: PathBuf) -> Program {
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = fs::read_to_string(&path).unwrap();
    let mut program = Program {
        file: format!("{name}.rs"),
        code: text.lines().map(str::to_owned).collect(),
        says: Vec::new(),
        errors: 1,
        rule: None,
        promise: String::new(),
        stderr: fs::read_to_string(path.with_extension("stderr"))
            .map_or_else(|_| Vec::new(), |text| text.lines().map(str::to_owned).collect()),
        name,
    };
    for mark in text.lines().map_while(|line| line.strip_prefix("//~ ")) {
        let (key, value) = mark.split_once(": ").unwrap_or_else(|| panic!("{}: `{mark}`", program.name));
        match key {
            "says" => program.says.push(value.to_owned()),
            "errors" => program.errors = value.parse().unwrap(),
            "file" => value.clone_into(&mut program.file),
            "rule" => program.rule = Some(value.to_owned()),
            "promise" => value.clone_into(&mut program.promise),
            _ => panic!("{}: there is no mark `{key}`", program.name),
        }
    }
    assert!(!program.says.is_empty(), "{}: what should it say? `//~ says: ..`", program.name);
    assert!(program.promise.contains(": "), "{}: `//~ promise: <family>: <sentence>`", program.name);
    program
}

impl Program {
    /// Iterates over the lines of each error or warning, starting with its title.
    pub(crate) fn messages(&self) -> impl Iterator<Item = &[String]> {
        self.stderr.chunk_by(|_, next| !is_title(next)).filter(|lines| is_title(&lines[0]))
    }

    /// Returns the line number of the first error in the program itself.
    pub(crate) fn place(&self) -> Option<usize> {
        let arrow = format!("--> misuse/{}.rs:", self.name);
        let line = self.stderr.iter().find_map(|line| line.split_once(&arrow))?.1;
        line.split(':').next()?.parse().ok()
    }
}

fn is_title(line: &str) -> bool {
    line.starts_with("error") || line.starts_with("warning")
}

/// Notes that rustc adds about unimplemented traits.
const OF_RUSTC: [&str; 10] = [
    "required for ",
    "required by ",
    "required because ",
    "this error originates",
    "1 redundant ",
    "the full ",
    "consider ",
    "multiple ",
    "expected ",
    "the method was found for",
];

/// Returns a note of ours, if any.
pub(crate) fn note(line: &str) -> Option<&str> {
    let (_, note) = line.trim_start().split_once("= note: ").filter(|(before, _)| before.is_empty())?;
    (!OF_RUSTC.iter().any(|words| note.starts_with(words))).then_some(note)
}
