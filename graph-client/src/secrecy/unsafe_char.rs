//! Characters that could forge lines of a log.

/// Whether a character ends a line or changes how text is shown: controls, the separators of lines and paragraphs, and marks
/// that change the direction of text.
pub(crate) fn is_unsafe_char(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
