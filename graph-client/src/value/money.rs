//! Amounts of money, as decimal strings.

use std::fmt;
use std::str::FromStr;

use super::ParseValueError;
use super::text_serde::{FromText, serde_as_text};

/// An amount of money, kept as the decimal string that the platform sent: a float would lose precision.
///
/// ```
/// use graph_client::Money;
///
/// let price: Money = "3.98".parse()?;
/// assert_eq!(price.as_str(), "3.98");
/// # Ok::<(), graph_client::value::ParseValueError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Money(Box<str>);

impl Money {
    pub(crate) const EXPECTED: &'static str = "a decimal amount";

    /// No money.
    pub(crate) fn zero() -> Self {
        Self("0".into())
    }

    /// An amount that is already in the format of the platform.
    #[cfg(feature = "rust_decimal")]
    pub(super) fn written(text: String) -> Self {
        Self(text.into())
    }

    /// The amount as a decimal string, such as `3.98`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Money {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let amount = text.strip_prefix('-').unwrap_or(text);
        let decimal = match amount.split_once('.') {
            Some((whole, fraction)) => digits(whole) && digits(fraction),
            None => digits(amount),
        };
        if decimal { Ok(Self(text.into())) } else { Err(ParseValueError::new(Self::EXPECTED, text)) }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Money {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromText for Money {
    const EXPECTED: &'static str = Money::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

serde_as_text!(Money);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_only_plain_decimals() {
        for text in ["3.98", "0", "-0.10", "100.00", "123456789012345678901234567890.01"] {
            assert_eq!(text.parse::<Money>().unwrap().as_str(), text);
        }
        for text in ["", "-", ".5", "5.", "1,000.00", "$3", "1e2", "3.9.8", " 1", "+1", "--1", "١"] {
            assert!(text.parse::<Money>().is_err(), "{text}");
        }
        let error = "$3".parse::<Money>().unwrap_err();
        assert_eq!(error.to_string(), "expected a decimal amount, got \"$3\"");
    }

    #[test]
    fn serde_round_trip() {
        let money: Money = serde_json::from_str(r#""3.90""#).unwrap();
        assert_eq!(serde_json::to_string(&money).unwrap(), r#""3.90""#);
        assert_eq!(serde_json::from_str::<Money>("3").unwrap().as_str(), "3");
        assert!(serde_json::from_str::<Money>("3.5").is_err());
    }
}
