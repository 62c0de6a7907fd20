//! Errors and notes on standard error.

use std::io::{self, Write};

/// Writes an error. There is nowhere left to report that this write failed.
pub fn report_error(text: &str) {
    let _ = writeln!(io::stderr(), "error: {text}");
}

/// Writes a note: information that does not change the exit code.
pub fn note(text: &str) {
    let _ = writeln!(io::stderr(), "note: {text}");
}

/// Writes the control characters in the strings of a line of JSON as escapes, so that the terminal does not see them. The
/// line stays the same JSON.
pub fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            c if c.is_control() && c != '\n' => out += &format!("\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// Replaces control characters, so that the text cannot send escape sequences to the terminal.
pub fn sanitize(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}
