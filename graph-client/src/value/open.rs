//! Enums that the platform may extend at any time: known words, and the others kept as text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem;

use super::text_serde::{FromText, serde_as_text};

/// An enum whose words are known.
///
/// Two lists are all that generated code says of it, and a function gives both: a constant of pairs
/// costs every build twice as much.
pub trait KnownEnum: Copy + 'static {
    /// The words as the platform writes them, and the value of each at the same place.
    fn words() -> (&'static [&'static str], &'static [Self]);

    /// The place of this value in the lists. What is no enum of Rust says it itself.
    fn index(self) -> usize {
        let this = mem::discriminant(&self);
        let (_, values) = Self::words();
        values.iter().position(|value| mem::discriminant(value) == this).unwrap_or(values.len())
    }

    /// The word as the platform writes it.
    fn word(self) -> &'static str {
        Self::words().0.get(self.index()).copied().unwrap_or_default()
    }
}

/// What `derive(Debug)` is to other enums: the word as the platform writes it.
#[doc(hidden)]
pub fn show_word<E: KnownEnum>(value: E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(value.word())
}

/// As `derive(PartialEq)` does.
#[doc(hidden)]
#[inline]
pub fn same_word<E: KnownEnum>(one: E, other: E) -> bool {
    mem::discriminant(&one) == mem::discriminant(&other)
}

/// As `derive(Hash)` does.
#[doc(hidden)]
pub fn hash_word<E: KnownEnum>(value: E, state: &mut impl Hasher) {
    value.index().hash(state);
}

/// A value of the enum `E`, or a word that is newer than this crate.
#[derive(Clone)]
pub enum Open<E> {
    /// A word of the schema.
    Known(E),
    /// Any other word, as it was sent.
    Other(Box<str>),
}

impl<E: KnownEnum> Open<E> {
    /// The value named by a word; letter case matters only where two words differ by it.
    pub fn parse(word: &str) -> Self {
        let (words, values) = E::words();
        let same = || words.iter().position(|known| *known == word);
        let alike = || words.iter().position(|known| known.eq_ignore_ascii_case(word));
        match same().or_else(alike).and_then(|place| values.get(place)) {
            Some(value) => Self::Known(*value),
            None => Self::Other(word.into()),
        }
    }

    /// The word as the platform writes it.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(value) => value.word(),
            Self::Other(word) => word,
        }
    }

    /// The value, if its word is known.
    pub fn known(&self) -> Option<E> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Other(_) => None,
        }
    }
}

impl<E: KnownEnum> From<E> for Open<E> {
    fn from(value: E) -> Self {
        Self::Known(value)
    }
}

// From the words, so that the enums need nothing but `Copy`.

impl<E: KnownEnum> PartialEq for Open<E> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl<E: KnownEnum> Eq for Open<E> {}

impl<E: KnownEnum> PartialEq<E> for Open<E> {
    fn eq(&self, other: &E) -> bool {
        matches!(self, Self::Known(value) if value.index() == other.index())
    }
}

impl<E: KnownEnum> Hash for Open<E> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<E: KnownEnum> fmt::Debug for Open<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(_) => write!(f, "Known({})", self.as_str()),
            Self::Other(word) => write!(f, "Other({word:?})"),
        }
    }
}

impl<E: KnownEnum> fmt::Display for Open<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<E: KnownEnum> FromText for Open<E> {
    const EXPECTED: &'static str = "a word";

    fn from_text(text: &str) -> Option<Self> {
        Some(Self::parse(text))
    }
}

serde_as_text!(Open<E>, <E: KnownEnum>);

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy)]
    enum Status {
        Active,
        Paused,
        LowerPaused,
    }

    impl KnownEnum for Status {
        fn words() -> (&'static [&'static str], &'static [Self]) {
            (&["ACTIVE", "PAUSED", "paused"], &[Self::Active, Self::Paused, Self::LowerPaused])
        }
    }

    #[test]
    fn parses_exactly_then_without_case_then_keeps() {
        let cases = [
            ("ACTIVE", "Known(ACTIVE)"),
            ("active", "Known(ACTIVE)"),
            ("PAUSED", "Known(PAUSED)"),
            ("paused", "Known(paused)"),
            ("Paused", "Known(PAUSED)"),
            ("IN_REVIEW", "Other(\"IN_REVIEW\")"),
            ("", "Other(\"\")"),
        ];
        for (word, debug) in cases {
            assert_eq!(format!("{:?}", Open::<Status>::parse(word)), debug);
        }
    }

    #[test]
    fn compares_with_values() {
        let paused: Open<Status> = Status::Paused.into();
        assert_eq!(paused, Open::parse("PAUSED"));
        assert!(paused == Status::Paused && paused != Status::LowerPaused);
        assert!(Open::<Status>::parse("new") != Status::Active);
        assert!(paused.known().is_some() && paused.to_string() == "PAUSED");
    }

    #[test]
    fn round_trip_as_text() {
        for text in [r#""ACTIVE""#, r#""NEW_WORD""#] {
            let value: Open<Status> = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
        }
    }
}
