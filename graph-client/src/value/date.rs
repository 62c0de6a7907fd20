//! Calendar dates.

use std::fmt;
use std::str::FromStr;

use graph_wire::time::{self, Written};

use super::text_serde::{FromText, serde_as_text};
use super::{DateTime, ParseValueError};

/// A calendar date, `2012-07-04` on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year, four digits.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
}

impl Date {
    pub(crate) const EXPECTED: &'static str = "a date";

    /// Creates a date from a year, a month (1 to 12) and a day (1 to 31). `None` if there is no such date. To read a
    /// date from text, use `parse`: `"2012-07-04".parse()`.
    ///
    /// ```
    /// use graph_client::Date;
    ///
    /// const DAY: Date = Date::new(2012, 7, 4).unwrap();
    /// assert_eq!("2012-07-04".parse(), Ok(DAY));
    /// assert_eq!(Date::new(2012, 2, 30), None);
    /// ```
    pub const fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if time::is_date(year, month, day) { Some(Self { year, month, day }) } else { None }
    }

    /// Parses a date field of a response. Also accepts a date and time or a Unix time, and keeps the date.
    pub(crate) fn from_wire(text: &str) -> Option<Self> {
        let unix = || text.parse().ok().map(|time: DateTime| time.written());
        let Written { year, month, day, .. } = time::written(text).or_else(unix)?;
        Some(Self { year, month, day })
    }
}

impl FromStr for Date {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        match time::written(text) {
            Some(Written { year, month, day, clock: None }) => Ok(Self { year, month, day }),
            _ => Err(ParseValueError::new("a date such as 2012-07-04", text)),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromText for Date {
    const EXPECTED: &'static str = Date::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        Self::from_wire(text)
    }
}

serde_as_text!(Date);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_str_is_strict_and_from_wire_is_lenient() {
        let date = Date { year: 2012, month: 7, day: 4 };
        assert_eq!("2012-07-04".parse(), Ok(date));
        assert_eq!(date.to_string(), "2012-07-04");
        for text in
            ["2012-07-04", "2012-07-04T23:00:00-0700", "2012-07-04T10:00", "1341360000", "1341360000000"]
        {
            assert_eq!(Date::from_wire(text), Some(date), "{text}");
        }
        for text in ["", "soon", "2012-02-30", "0000-00"] {
            assert_eq!(Date::from_wire(text), None, "{text}");
        }
        let error = "2012-07-04T10:00".parse::<Date>().unwrap_err();
        assert_eq!(error.to_string(), "expected a date such as 2012-07-04, got \"2012-07-04T10:00\"");
    }

    #[test]
    fn from_parts_and_from_text() {
        let date = Date { year: 2012, month: 7, day: 4 };
        assert_eq!((Date::new(2012, 7, 4), Date::new(2012, 2, 30)), (Some(date), None));
        assert_eq!(Date::try_from("2012-07-04"), Ok(date));
        assert!(Date::try_from("soon").is_err());
        assert!(DateTime::try_from("2012-07-04T19:00:00-0700").is_ok());
        assert!(crate::EventTime::try_from("2012-07-04").is_ok());
        assert_eq!(crate::Id::<()>::from("5"), crate::Id::new("5"));
    }

    #[test]
    fn serde_round_trip() {
        let date: Date = serde_json::from_str(r#""2012-02-29""#).unwrap();
        assert_eq!(serde_json::to_string(&date).unwrap(), r#""2012-02-29""#);
        assert!(serde_json::from_str::<Date>(r#""2011-02-29""#).is_err());
    }
}
