//! Enums that the platform may extend at any time: known values, and unknown ones kept as strings.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem;

use super::text_serde::{FromText, serde_as_text};

/// An enum of the schema: its variants and their wire names.
///
/// Generated code returns two parallel slices from one function. A constant slice of pairs takes twice as
/// long to compile.
pub trait KnownEnum: Copy + 'static {
    /// The wire names, and the variants in the same order.
    fn words() -> (&'static [&'static str], &'static [Self]);

    /// The index of this value in both slices. Override it for types that are not Rust enums.
    fn index(self) -> usize {
        let this = mem::discriminant(&self);
        let (_, values) = Self::words();
        values.iter().position(|value| mem::discriminant(value) == this).unwrap_or(values.len())
    }

    /// The wire name.
    fn word(self) -> &'static str {
        Self::words().0.get(self.index()).copied().unwrap_or_default()
    }
}

/// Replaces `derive(Debug)`: writes the wire name. Shared by all enums to keep generated code small.
#[doc(hidden)]
pub fn show_word<E: KnownEnum>(value: E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(value.word())
}

/// Replaces `derive(PartialEq)`.
#[doc(hidden)]
#[inline]
pub fn same_word<E: KnownEnum>(one: E, other: E) -> bool {
    mem::discriminant(&one) == mem::discriminant(&other)
}

/// Replaces `derive(Hash)`.
#[doc(hidden)]
pub fn hash_word<E: KnownEnum>(value: E, state: &mut impl Hasher) {
    value.index().hash(state);
}

/// A value of the enum `E`, or a value that the schema does not list.
///
/// ```
/// use graph_client::{Open, api::Gender};
///
/// fn pronoun(gender: Option<Open<Gender>>) -> &'static str {
///     match gender {
///         Some(Open::Known(Gender::Female)) => "she",
///         Some(Open::Known(Gender::Male)) => "he",
///         _ => "they",
///     }
/// }
///
/// assert_eq!(pronoun(Some(Gender::Female.into())), "she");
/// assert!(Open::Known(Gender::Female) == Gender::Female);
/// ```
#[derive(Clone)]
pub enum Open<E> {
    /// A value that the schema lists.
    Known(E),
    /// Any other value, as it was sent.
    Other(Box<str>),
}

impl<E: KnownEnum> Open<E> {
    /// Parses a wire name. An exact match wins; otherwise case is ignored; a value without a match is kept.
    pub fn parse(word: &str) -> Self {
        let (words, values) = E::words();
        let exact = || words.iter().position(|known| *known == word);
        let ignoring_case = || words.iter().position(|known| known.eq_ignore_ascii_case(word));
        match exact().or_else(ignoring_case).and_then(|index| values.get(index)) {
            Some(value) => Self::Known(*value),
            None => Self::Other(word.into()),
        }
    }

    /// The wire name.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(value) => value.word(),
            Self::Other(word) => word,
        }
    }

    /// The variant, if the schema lists the value.
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

// Compared and hashed by wire name, so that the enums need no bound but `Copy`.

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
    const EXPECTED: &'static str = "an enum value";

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
    fn parse_prefers_exact_then_ignores_case_then_keeps_unknown() {
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
    fn compares_with_variants() {
        let paused: Open<Status> = Status::Paused.into();
        assert_eq!(paused, Open::parse("PAUSED"));
        assert!(paused == Status::Paused && paused != Status::LowerPaused);
        assert!(Open::<Status>::parse("new") != Status::Active);
        assert!(paused.known().is_some() && paused.to_string() == "PAUSED");
    }

    #[test]
    fn serde_round_trip() {
        for text in [r#""ACTIVE""#, r#""NEW_WORD""#] {
            let value: Open<Status> = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&value).unwrap(), text);
        }
    }
}
