//! Birthdays, which may lack the year or the day.

use std::fmt;
use std::str::FromStr;

use graph_wire::time;

use super::text_serde::{FromText, serde_as_text};
use super::{Date, ParseValueError};

/// A birthday: `12/06/1980` on the wire, `12/06` if the person hides the year, `1980` if the person
/// hides the month and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Birthday {
    month_and_day: Option<(u8, u8)>,
    year: Option<i32>,
}

impl Birthday {
    /// With nothing visible.
    pub(crate) const HIDDEN: Self = Self { month_and_day: None, year: None };

    pub(crate) const EXPECTED: &'static str = "a birthday such as 12/06/1980, 12/06 or 1980";

    /// Stands in for a hidden year. A leap year, so that February 29 is accepted.
    const PLACEHOLDER_YEAR: i32 = 2000;

    /// The month, 1 to 12, unless hidden.
    pub fn month(&self) -> Option<u8> {
        self.month_and_day.map(|(month, _)| month)
    }

    /// The day of the month, 1 to 31, unless hidden.
    pub fn day(&self) -> Option<u8> {
        self.month_and_day.map(|(_, day)| day)
    }

    /// The year of birth, unless hidden.
    pub fn year(&self) -> Option<i32> {
        self.year
    }

    /// The full date, if neither the day nor the year is hidden.
    pub fn date(&self) -> Option<Date> {
        let ((month, day), year) = (self.month_and_day?, self.year?);
        Some(Date { year, month, day })
    }

    fn parse(text: &str) -> Option<Self> {
        let (month, day, year) = match *text.as_bytes() {
            [a, b, c, d] => {
                return Some(Self { month_and_day: None, year: Some(number(&[a, b, c, d])?) });
            }
            [ref month @ .., b'/', d1, d2] if month.len() == 2 => (number(month)?, number(&[d1, d2])?, None),
            [ref month @ .., b'/', d1, d2, b'/', a, b, c, d] if month.len() == 2 => {
                (number(month)?, number(&[d1, d2])?, Some(number(&[a, b, c, d])?))
            }
            _ => return None,
        };
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let is_date = time::is_date(year.unwrap_or(Self::PLACEHOLDER_YEAR), month, day);
        is_date.then_some(Self { month_and_day: Some((month, day)), year })
    }
}

/// Parses a few digits as a number.
#[inline]
fn number(digits: &[u8]) -> Option<i32> {
    digits
        .iter()
        .try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i32::from(digit - b'0')))
}

impl FromStr for Birthday {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        Self::parse(text).ok_or_else(|| ParseValueError::new(Self::EXPECTED, text))
    }
}

impl fmt::Display for Birthday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month_and_day, self.year) {
            (Some((month, day)), Some(year)) => write!(f, "{month:02}/{day:02}/{year:04}"),
            (Some((month, day)), None) => write!(f, "{month:02}/{day:02}"),
            (None, year) => write!(f, "{:04}", year.unwrap_or_default()),
        }
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
    fn parses_and_displays_full_and_partial_birthdays() {
        for (text, month_and_day, year) in [
            ("12/06/1980", Some((12, 6)), Some(1980)),
            ("12/06", Some((12, 6)), None),
            ("02/29", Some((2, 29)), None),
            ("02/29/1980", Some((2, 29)), Some(1980)),
            ("1980", None, Some(1980)),
        ] {
            let birthday = Birthday { month_and_day, year };
            assert_eq!(birthday.date().is_some(), month_and_day.is_some() && year.is_some());
            assert_eq!(
                (birthday.month(), birthday.day()),
                (month_and_day.map(|it| it.0), month_and_day.map(|it| it.1))
            );
            assert_eq!(text.parse(), Ok(birthday));
            assert_eq!(birthday.to_string(), text);
            assert_eq!(serde_json::from_value::<Birthday>(text.into()).unwrap(), birthday);
            assert_eq!(serde_json::to_value(birthday).unwrap(), text);
        }
    }

    #[test]
    fn rejects_invalid_birthdays() {
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
        assert_eq!(error.to_string(), "expected a birthday such as 12/06/1980, 12/06 or 1980, got \"soon\"");
    }
}
