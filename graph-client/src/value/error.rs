//! Why a text is not a value of the wanted type.

use std::fmt;

/// A text was not a value of the wanted type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseValueError {
    expected: &'static str,
    given: Box<str>,
}

impl ParseValueError {
    /// The longest text an error repeats; what was given may be a whole body.
    const LONGEST: usize = 40;

    pub(crate) fn new(expected: &'static str, given: &str) -> Self {
        let mut kept: String = given.chars().take(Self::LONGEST).collect();
        if kept.len() < given.len() {
            kept.push('…');
        }
        Self { expected, given: kept.into() }
    }
}

impl fmt::Display for ParseValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}, given {:?}", self.expected, self.given)
    }
}

impl std::error::Error for ParseValueError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_both_sides_and_shortens() {
        let error = ParseValueError::new("a date", "soon");
        assert_eq!(error.to_string(), "expected a date, given \"soon\"");
        let error = ParseValueError::new("a date", &"é".repeat(50));
        assert_eq!(error.to_string(), format!("expected a date, given \"{}…\"", "é".repeat(40)));
    }
}
