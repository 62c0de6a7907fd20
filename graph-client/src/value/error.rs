//! The error of parsing a value from a string.

use std::fmt;

/// A string could not be parsed as a value of the requested type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseValueError {
    expected: &'static str,
    actual: Box<str>,
}

impl ParseValueError {
    /// The maximum number of characters of the input that an error quotes.
    const MAX_QUOTED: usize = 40;

    pub(crate) fn new(expected: &'static str, actual: &str) -> Self {
        let mut quoted: String = actual.chars().take(Self::MAX_QUOTED).collect();
        if quoted.len() < actual.len() {
            quoted.push('…');
        }
        Self { expected, actual: quoted.into() }
    }
}

impl fmt::Display for ParseValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, got {:?}", self.expected, self.actual)
    }
}

impl std::error::Error for ParseValueError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_expected_and_actual_and_truncates() {
        let error = ParseValueError::new("a date", "soon");
        assert_eq!(error.to_string(), "expected a date, got \"soon\"");
        let error = ParseValueError::new("a date", &"é".repeat(50));
        assert_eq!(error.to_string(), format!("expected a date, got \"{}…\"", "é".repeat(40)));
    }
}
