//! `docs/misuse.md`: every program with its message.

use std::{fmt::Write as _, path::Path};

use super::program::{Program, note, programs};

const HEAD: &str = "\
# What does not compile

The compiler checks a call against the schema. This page lists each guarantee with code that violates it and the message
you get, followed by what to do. Follow a link for the whole program; the complete message is beside it in
[`tests/misuse`](../tests/misuse), and the corrected program in `tests/misuse/ok`.

Most messages name an item of your code and the schema's term for it. With a checked client (`verify` or `assume`)
permissions are part of these checks; with the default client, only the server checks them.

<!-- Written by a test: UPDATE_EXPECT=1 cargo test -p graph-tests --test misuse -->
";

/// The families, in the order of the page.
const FAMILIES: [&str; 8] = [
    "Parameters",
    "Dependent parameters",
    "Values",
    "Fields",
    "Calls",
    "Access tokens",
    "Permissions",
    "Schemas and macros",
];

#[test]
fn page_lists_every_case() {
    let programs = programs();
    let mut page = HEAD.to_owned();
    let mut shown = 0;
    for family in FAMILIES {
        let prefix = format!("{family}: ");
        let mut rows: Vec<(&str, &Program)> = programs
            .iter()
            .filter_map(|program| Some((program.promise.strip_prefix(&prefix)?, program)))
            .collect();
        rows.sort_by_key(|(promise, _)| *promise);
        write!(page, "\n## {family}\n\n| guarantee | does not compile | message |\n| --- | --- | --- |\n")
            .unwrap();
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

/// Returns the line that the first error points at, as a link to its program.
fn wrong_line(program: &Program) -> String {
    let own = program.place().and_then(|line| program.code.get(line - 1)).map(String::as_str);
    // For a case with its own module, take the line from rustc's output.
    let shown = || {
        let caret = program.stderr.iter().position(|line| line.contains('^'))?;
        program.stderr[caret - 1].split_once('|').map(|(_, line)| line)
    };
    let line = own.or_else(shown).unwrap_or_default();
    format!("[`{}`](../tests/misuse/{}.rs)", cell(line.trim()), program.name)
}

/// Returns the title and the advice.
fn message(program: &Program) -> String {
    let Some(lines) = program.messages().next() else { return String::new() };
    let title = lines[0].split_once(": ").map_or(lines[0].as_str(), |(_, title)| title);
    let advice = match title {
        // The label of these errors states the problem, and rustc's help adds nothing.
        title if title.starts_with("mismatched") || title.starts_with("this method takes") => label(lines),
        title if title.starts_with("this function takes") => label(lines),
        _ => advice(lines),
    };
    match advice {
        Some(advice) => format!("{}<br>*{}*", cell(title), cell(advice)),
        None => cell(title),
    }
}

/// Returns the text after the first `^^^`.
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
