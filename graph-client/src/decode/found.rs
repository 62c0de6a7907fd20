//! Describes the value at a position, for error messages.

use graph_wire::printable::is_unsafe;

/// The maximum number of characters that an error quotes: responses may contain private data.
const MAX_QUOTED: usize = 40;

/// Describes the value at the start of `text`: its kind, or a short excerpt.
pub(super) fn describe(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        None => "the end of the input".to_owned(),
        Some('{') => "an object".to_owned(),
        Some('[') => "a list".to_owned(),
        Some('"') => excerpt(text, string_end(text)),
        Some(first) if is_delimiter(first) => format!("`{first}`"),
        Some(_) => excerpt(text, text.find(is_delimiter).unwrap_or(text.len())),
    }
}

/// The kind of the value at the start of `text`. Never contains its content.
pub(super) fn kind(text: &str) -> &'static str {
    let empty = |close: char| text.get(1..).is_some_and(|rest| rest.trim_start().starts_with(close));
    match text.chars().next() {
        Some('{') if empty('}') => "an empty object",
        Some('{') => "an object",
        Some('[') if empty(']') => "an empty list",
        Some('[') => "a list",
        Some('"') if text.starts_with("\"\"") => "an empty string",
        Some('"') => "a string",
        Some('t') => "true",
        Some('f') => "false",
        Some('n') => "null",
        _ => "a number",
    }
}

/// The end of the string at the start of `text`, or of `text` if the string is unterminated.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1).take(MAX_QUOTED) {
        match c {
            '"' if !escaped => return at + 1,
            _ => escaped = c == '\\' && !escaped,
        }
    }
    text.len()
}

fn is_delimiter(c: char) -> bool {
    matches!(c, ',' | ':' | ']' | '}' | '[' | '{' | '"' | ' ' | '\t' | '\r' | '\n')
}

fn excerpt(text: &str, end: usize) -> String {
    let whole = text.get(..end).unwrap_or(text);
    let sanitize = |c: char| {
        if is_unsafe(c) { char::REPLACEMENT_CHARACTER } else { c }
    };
    let mut short: String = whole.chars().take(MAX_QUOTED).map(sanitize).collect();
    if whole.chars().nth(MAX_QUOTED).is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn describes_kinds_and_excerpts() {
        let long = format!("\"{}\"", "é".repeat(60));
        let long_shown = format!("\"{}…", "é".repeat(39));
        for (text, found) in [
            ("", "the end of the input"),
            ("{\"a\":1}", "an object"),
            ("[1]", "a list"),
            ("\"soon\", \"b\"", "\"soon\""),
            (r#""a\"b\\" "c""#, r#""a\"b\\""#),
            ("\"open", "\"open"),
            ("\"a\nb\"", "\"a\u{fffd}b\""),
            ("\u{2028}e\u{202e}", "\u{fffd}e\u{fffd}"),
            ("17,", "17"),
            ("-1.5e3}", "-1.5e3"),
            ("null]", "null"),
            ("nul", "nul"),
            ("}", "`}`"),
            (", 1", "`,`"),
            ("é", "é"),
            (&long, &long_shown),
        ] {
            assert_eq!(describe(text), found);
        }
    }
}
