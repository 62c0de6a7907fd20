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

/// Replaces control characters, so that the text cannot send escape sequences to the terminal.
pub fn sanitize(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}
