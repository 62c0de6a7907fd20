//! Text from outside on one line of a log or terminal.

use std::borrow::Cow;

/// Whether a character ends a line or changes how text is shown: controls, the separators of lines and paragraphs, and marks
/// that change the direction of text.
pub fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes what would break a line or have an effect on a terminal.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let escaped =
        text.chars().map(|c| if is_unsafe(c) { c.escape_default().to_string() } else { c.to_string() });
    Cow::Owned(escaped.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_forge_a_line_is_escaped() {
        for (text, shown) in [
            ("Zo\u{eb} \u{1f44d}", "Zo\u{eb} \u{1f44d}"),
            ("a\nb\u{1b}[2J", "a\\nb\\u{1b}[2J"),
            ("\u{85}\u{2028}\u{202e}\u{2069}", "\\u{85}\\u{2028}\\u{202e}\\u{2069}"),
        ] {
            assert_eq!(printable(text), shown);
        }
    }
}
