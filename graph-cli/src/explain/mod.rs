//! `graph explain`: the rule behind an error code, the reason for it, and examples.

mod examples;

use std::io::{self, Write};

use graph_schema::{
    code::{ALL, Code},
    suggest,
};

use crate::{output::report_error, status::Status};

pub fn run(code: Option<&str>, out: &mut impl Write) -> io::Result<Status> {
    let Some(text) = code else {
        for (code, rule) in ALL {
            writeln!(out, "{code}  {rule}")?;
        }
        return Ok(Status::Success);
    };
    match find(text) {
        Some(code) => {
            writeln!(out, "{code}: {}", code.rule())?;
            if let Some(example) = examples::of(code) {
                writeln!(out, "{}", example.why)?;
                for (title, text) in [("Wrong", example.wrong), ("Right", example.right)] {
                    writeln!(out, "\n{title}:\n\n    {}", text.replace('\n', "\n    "))?;
                }
            }
            Ok(Status::Success)
        }
        None => {
            report_error(&unknown(text));
            Ok(Status::CannotRun)
        }
    }
}

/// Finds a code written as `G0007`, `g7` or `7`.
fn find(text: &str) -> Option<Code> {
    let number: u16 = text.strip_prefix(['G', 'g']).unwrap_or(text).parse().ok()?;
    let name = format!("G{number:04}");
    ALL.iter().map(|(code, _)| *code).find(|code| code.to_string() == name)
}

fn unknown(text: &str) -> String {
    let codes: Vec<String> = ALL.iter().map(|(code, _)| code.to_string()).collect();
    let near =
        suggest(text, codes.iter().map(String::as_str)).map(|code| format!("; did you mean `{code}`?"));
    let (first, last) = (codes.first().map_or("", String::as_str), codes.last().map_or("", String::as_str));
    format!(
        "unknown code `{text}`{}\ncodes are {first} to {last}; run `graph explain` to list them",
        near.unwrap_or_default()
    )
}
