//! The `state` of a login.

use std::{fmt, fmt::Write as _};

use subtle::ConstantTimeEq as _;

use crate::secrecy::random_bytes;

/// Protects a login against CSRF: keep it with the person's session, send it to the dialog, and compare it
/// with what comes back.
#[derive(Clone)]
pub struct State(String);

impl State {
    /// A state that cannot be guessed: 256 random bits.
    pub fn random() -> Self {
        Self(random_bytes::<32>().iter().fold(String::new(), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        }))
    }

    /// A state from its text, as kept with the session.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, to keep it with the session.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Compares in constant time. An empty state matches nothing.
    pub(super) fn matches(&self, other: &str) -> bool {
        !self.0.is_empty() && bool::from(self.0.as_bytes().ct_eq(other.as_bytes()))
    }
}

impl PartialEq for State {
    fn eq(&self, other: &Self) -> bool {
        bool::from(self.0.as_bytes().ct_eq(other.0.as_bytes()))
    }
}

impl Eq for State {}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("State(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_only_the_same_text() {
        let state = State::random();
        assert_eq!(state.as_str().len(), 64);
        assert!(state.matches(state.as_str()));
        assert!(!state.matches(State::random().as_str()));
        assert!(!state.matches(&state.as_str()[1..]));
        assert!(!State::new("").matches(""));
    }
}
