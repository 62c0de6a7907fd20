//! What must not compile, and what the compiler then says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/misuse");
/// A message is read from its top.
const TOP: usize = 15;
/// An error that is longer is not read.
const LONGEST: usize = 50;
/// A program and what its message advises differ in so many lines at most.
const CHANGED: usize = 6;

/// The compiler's text of every program under `misuse` is the one beside it.
#[test]
fn misuse_does_not_compile() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("misuse/*.rs");
}

/// What is refused with other words than it should be, or not at all. Bless it to see what it says now.
#[test]
#[ignore = "their messages are still to be mended"]
fn misuse_that_is_not_told_well_yet() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("misuse/todo/*.rs");
}

/// A program with the marks at its top (`//~ says: ..`), and what the compiler says of it.
struct Program {
    name: String,
    code: Vec<String>,
    says: Vec<String>,
    errors: usize,
    file: String,
    rule: Option<String>,
    promise: String,
    stderr: Vec<String>,
}

/// The programs of a folder, in the order of their names.
fn programs_of(folder: &str) -> Vec<Program> {
    let entries = fs::read_dir(format!("{FOLDER}{folder}")).unwrap();
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
    /// The lines of each error or warning, its title first.
    fn messages(&self) -> impl Iterator<Item = &[String]> {
        self.stderr.chunk_by(|_, next| !is_title(next)).filter(|lines| is_title(&lines[0]))
    }

    /// The place of the first error: the number of its line, of the program itself.
    fn place(&self) -> Option<usize> {
        let arrow = format!("--> misuse/{}.rs:", self.name);
        let line = self.stderr.iter().find_map(|line| line.split_once(&arrow))?.1;
        line.split(':').next()?.parse().ok()
    }
}

fn is_title(line: &str) -> bool {
    line.starts_with("error") || line.starts_with("warning")
}

/// All that is wrong at once.
fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_message_says_why_and_says_it_at_its_top() {
    let programs = programs_of("");
    let mut wrong = Vec::new();
    for Program { name, says, stderr, .. } in &programs {
        let top = &stderr[..TOP.min(stderr.len())];
        let missing = says.iter().filter(|words| !top.iter().any(|line| line.contains(*words)));
        wrong.extend(missing.map(|words| format!("{name}: {words:?} is not at the top")));
    }
    none(&wrong);
    assert!(programs.len() >= 80, "only {} programs", programs.len());
}

#[test]
fn every_error_is_one_of_the_users_own() {
    let mut wrong = Vec::new();
    for program in programs_of("") {
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
            // An error in a schema has the place in its file first, then the place of the call.
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
    none(&wrong);
}

/// Programs whose message is longer than one reads: what rustc adds of every nested selection.
const TOO_LONG: [&str; 3] =
    ["installed_of_friends", "permission_of_a_friends_field", "permission_two_levels_down"];

#[test]
fn no_message_is_too_long() {
    let programs = programs_of("");
    let longest = |program: &&Program| program.messages().any(|lines| lines.len() > LONGEST);
    let long: Vec<&str> = programs.iter().filter(longest).map(|program| program.name.as_str()).collect();
    assert_eq!(long, TOO_LONG);
}

/// What rustc adds by itself of traits that were not implemented is its own.
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

/// A note of ours, or none.
fn note(line: &str) -> Option<&str> {
    let (_, note) = line.trim_start().split_once("= note: ").filter(|(before, _)| before.is_empty())?;
    (!OF_RUSTC.iter().any(|words| note.starts_with(words))).then_some(note)
}

#[test]
fn no_hidden_name_is_shown() {
    let mut wrong = Vec::new();
    for program in programs_of("") {
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
    none(&wrong);
}

/// The kinds of `graph_schema::model::Rule`, and the words that the sandbox refuses them with.
const RULES: [(&str, &str); 5] = [
    ("at_least_one", "At least one of these parameters"),
    ("exactly_one", "Exactly one of these parameters"),
    ("not_together", "may not be sent together"),
    ("only_with", "may only be sent with"),
    ("only_on", "may only be sent for"),
];

#[test]
fn every_kind_of_rule_has_programs() {
    let marks: BTreeSet<String> = programs_of("").into_iter().filter_map(|program| program.rule).collect();
    let kinds: BTreeSet<String> = RULES.iter().map(|(kind, _)| (*kind).to_owned()).collect();
    assert_eq!(marks, kinds);
    // A kind that is added to the model is added here.
    let model = include_str!("../../graph-schema/src/model/operation.rs");
    let variants = model.split_once("pub enum Rule {").unwrap().1.split_once("\n}").unwrap().0;
    let starts =
        |line: &&str| line.strip_prefix("    ").is_some_and(|line| line.starts_with(char::is_uppercase));
    assert_eq!(variants.lines().filter(starts).count(), RULES.len());
}

/// Rules that no test of the sandbox breaks yet.
const NOT_TRIED_IN_THE_SANDBOX: [&str; 1] = ["not_together"];

#[test]
fn every_kind_of_rule_is_tried_in_the_sandbox() {
    let tests = [
        include_str!("../../graph-sandbox/tests/operations.rs"),
        include_str!("../../graph-sandbox/tests/own_schema.rs"),
    ];
    let tried = |words: &str| tests.iter().any(|test| test.contains(words));
    let untried: Vec<&str> = RULES.iter().filter(|(_, words)| !tried(words)).map(|(kind, _)| *kind).collect();
    assert_eq!(untried, NOT_TRIED_IN_THE_SANDBOX);
}

/// The programs that are put right: the same names, and hardly a difference.
#[test]
fn every_program_has_one_that_does_what_was_advised() {
    let twins = include_str!("misuse_twins.rs");
    let (mut modules, mut wrong) = (BTreeSet::new(), Vec::new());
    for program in programs_of("").into_iter().chain(programs_of("/todo")) {
        let Program { name, code, .. } = &program;
        let twin = fs::read_to_string(format!("{FOLDER}/ok/{name}.rs"));
        let twin = twin.unwrap_or_else(|error| panic!("misuse/ok/{name}.rs: {error}"));
        let code: Vec<&str> =
            code.iter().map(String::as_str).filter(|line| !line.starts_with("//~")).collect();
        let twin: Vec<&str> = twin.lines().collect();
        let changed = changed(&code, &twin);
        if !(1..=CHANGED).contains(&changed) {
            wrong.push(format!("{name}: {changed} lines are changed"));
        }
        let module = format!("#[path = \"../misuse/ok/{name}.rs\"]\nmod {name};\n");
        if !twins.contains(&module) {
            wrong.push(format!("tests/misuse_twins.rs lacks\n{module}"));
        }
        modules.insert(format!("{name}.rs"));
    }
    none(&wrong);
    let files = fs::read_dir(format!("{FOLDER}/ok")).unwrap();
    let files: BTreeSet<String> =
        files.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, modules, "what is put right was wrong before");
}

/// How many lines are removed or added, whichever are more.
fn changed(before: &[&str], after: &[&str]) -> usize {
    // The longest common subsequence, by its table.
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

const HEAD: &str = "\
# Misuse

What does not compile, with the words that the compiler then says. Every line of this page is a program
under [`tests/misuse`](../tests/misuse), with the whole message beside it; under `tests/misuse/ok` is the
same program, put right as the message advises.

The page is written by a test: `UPDATE_EXPECT=1 cargo test -p graph-tests --test misuse`.
";

/// The families, in the order of the page.
const FAMILIES: [&str; 7] = [
    "Parameters",
    "Parameters that depend on each other",
    "Fields",
    "Calls",
    "Access tokens",
    "Permissions",
    "Schemas and macros",
];

#[test]
fn the_page_shows_every_program() {
    let programs = programs_of("");
    let mut page = HEAD.to_owned();
    let mut shown = 0;
    for family in FAMILIES {
        let prefix = format!("{family}: ");
        let mut rows: Vec<(&str, &Program)> = programs
            .iter()
            .filter_map(|program| Some((program.promise.strip_prefix(&prefix)?, program)))
            .collect();
        rows.sort_by_key(|(promise, _)| *promise);
        write!(page, "\n## {family}\n\n| promise | wrong | message |\n| --- | --- | --- |\n").unwrap();
        let mut last = "";
        for (promise, program) in rows {
            let again = promise == last;
            last = promise;
            let promise = if again { "" } else { promise };
            let (wrong, message) = (wrong_line(program), message(program));
            writeln!(page, "| {promise} | {wrong} | {message} |").unwrap();
            shown += 1;
        }
    }
    assert_eq!(shown, programs.len(), "a promise belongs to one of {FAMILIES:?}");
    expect_test::expect_file![Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/misuse.md")]
        .assert_eq(&page);
}

/// The line that the first error points at, as a link to its program.
fn wrong_line(program: &Program) -> String {
    let own = program.place().and_then(|line| program.code.get(line - 1)).map(String::as_str);
    // Of a module of its own, rustc's text has the line.
    let shown = || {
        let caret = program.stderr.iter().position(|line| line.contains('^'))?;
        program.stderr[caret - 1].split_once('|').map(|(_, line)| line)
    };
    let line = own.or_else(shown).unwrap_or_default();
    format!("[`{}`](../tests/misuse/{}.rs)", cell(line.trim()), program.name)
}

/// Title, and what to do.
fn message(program: &Program) -> String {
    let Some(lines) = program.messages().next() else { return String::new() };
    let title = lines[0].split_once(": ").map_or(lines[0].as_str(), |(_, title)| title);
    let advice = match title {
        // These say by the label what is wrong, and rustc's help adds nothing in words.
        title if title.starts_with("mismatched") || title.starts_with("this method takes") => label(lines),
        title if title.starts_with("this function takes") => label(lines),
        _ => advice(lines),
    };
    match advice {
        Some(advice) => format!("{}<br>*{}*", cell(title), cell(advice)),
        None => cell(title),
    }
}

/// What stands behind the first `^^^`.
fn label(lines: &[String]) -> Option<&str> {
    let line = lines.iter().find(|line| line.contains('^'))?;
    line.rsplit(['^', '-']).next().map(str::trim).filter(|label| !label.is_empty())
}

fn advice(lines: &[String]) -> Option<&str> {
    let helps = || lines.iter().filter_map(|line| line.trim_start().strip_prefix("= help: "));
    let alike = || lines.iter().find_map(|line| Some(&line[line.find("similarly named ")?..]));
    let own = || lines.iter().find_map(|line| line.strip_prefix("help: ").filter(|help| !of_traits(help)));
    let note = lines.iter().find_map(|line| note(line));
    note.or_else(|| helps().find(|help| !of_traits(help))).or_else(alike).or_else(own)
}

fn of_traits(help: &str) -> bool {
    help.starts_with("the trait ") || help.starts_with("the following ") || help.starts_with("for that ")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
