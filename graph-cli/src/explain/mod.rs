//! `graph explain`: the rule behind a code, its reason, a wrong and a right example.

mod examples;

use std::io::{self, Write};

use graph_schema::{
    code::{ALL, Code},
    suggest,
};

use crate::status::{Status, complain};

pub fn run(code: Option<&str>, out: &mut impl Write) -> io::Result<Status> {
    let Some(text) = code else {
        for (code, rule) in ALL {
            writeln!(out, "{code}  {rule}")?;
        }
        return Ok(Status::Fine);
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
            Ok(Status::Fine)
        }
        None => {
            complain(&unknown(text));
            Ok(Status::Unusable)
        }
    }
}

/// `G0007`, `g7` and `7` mean the same.
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
        "there is no code `{text}`{}\ncodes go from {first} to {last}; `graph explain` lists them all",
        near.unwrap_or_default()
    )
}
