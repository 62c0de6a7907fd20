//! Birthdays, which may hide their year.

use std::fmt;
use std::str::FromStr;

use super::text_serde::{FromText, serde_as_text};
use super::{ParseValueError, civil};

/// A birthday, `12/06/1980` on the wire, or `12/06` where the person hides the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Birthday {
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
    /// The year of birth, unless the person hides it.
    pub year: Option<i32>,
}

impl Birthday {
    pub(crate) const EXPECTED: &'static str = "a birthday such as 12/06/1980 or 12/06";

    /// A leap year, so that February 29 is a birthday without its year.
    const SOME_YEAR: i32 = 2000;

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '/');
        let month = number(parts.next()?, 2)?;
        let day = number(parts.next()?, 2)?;
        let year = match parts.next() {
            Some(year) => Some(number(year, 4)?),
            None => None,
        };
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        civil::is_date(year.unwrap_or(Self::SOME_YEAR), month, day).then_some(Self { month, day, year })
    }
}

fn number(digits: &str, count: usize) -> Option<i32> {
    let exact = digits.len() == count && digits.bytes().all(|b| b.is_ascii_digit());
    if exact { digits.parse().ok() } else { None }
}

impl FromStr for Birthday {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        Self::parse(text).ok_or_else(|| ParseValueError::new(Self::EXPECTED, text))
    }
}

impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{:02}", self.month, self.day)?;
        self.year.map_or(Ok(()), |year| write!(f, "/{year:04}"))
    }
}

impl FromText for Birthday {
    const EXPECTED: &'static str = Birthday::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

serde_as_text!(Birthday);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_and_without_a_year() {
        for (text, month, day, year) in [
            ("12/06/1980", 12, 6, Some(1980)),
            ("12/06", 12, 6, None),
            ("02/29", 2, 29, None),
            ("02/29/1980", 2, 29, Some(1980)),
        ] {
            let birthday = Birthday { month, day, year };
            assert_eq!(text.parse(), Ok(birthday));
            assert_eq!(birthday.to_string(), text);
            assert_eq!(serde_json::from_value::<Birthday>(text.into()).unwrap(), birthday);
            assert_eq!(serde_json::to_value(birthday).unwrap(), text);
        }
    }

    #[test]
    fn no_birthdays() {
        for text in [
            "",
            "12",
            "12/6",
            "13/06/1980",
            "02/30",
            "02/29/1981",
            "12/06/80",
            "12/06/1980/1",
            "1980-12-06",
            "+1/06",
        ] {
            assert!(text.parse::<Birthday>().is_err(), "{text}");
        }
        let error = "soon".parse::<Birthday>().unwrap_err();
        assert_eq!(error.to_string(), "expected a birthday such as 12/06/1980 or 12/06, given \"soon\"");
    }
}
