//! Event times: a whole day, or a date and time with its UTC offset.

use std::fmt;
use std::str::FromStr;

use graph_wire::time::{self, Clock, Written};

use super::text_serde::{FromText, serde_as_text};
use super::{Date, DateTime, ParseValueError};

/// When an event starts or ends: a date (`2012-07-04`), or a date and time with its UTC offset
/// (`2012-07-04T19:00:00-0700`), to the second.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct EventTime {
    year: i32,
    month: u8,
    day: u8,
    clock: Option<Clock>,
}

impl EventTime {
    pub(crate) const EXPECTED: &'static str = "a date, or a date and time";

    /// A whole day. Not validated: see [`check`](Self::check) and [`checked`](Self::checked).
    pub const fn date(year: i32, month: u8, day: u8) -> Self {
        Self { year, month, day, clock: None }
    }

    /// A date and time, with its UTC offset in minutes, positive east of UTC. Not validated: see
    /// [`check`](Self::check) and [`checked`](Self::checked).
    pub const fn date_time(year: i32, month: u8, day: u8, hour: u8, minute: u8, offset_minutes: i32) -> Self {
        let clock = Clock { hour, minute, second: 0, millisecond: 0, offset_minutes: Some(offset_minutes) };
        Self { year, month, day, clock: Some(clock) }
    }

    /// Validates the value at compile time.
    ///
    /// ```
    /// use graph_client::EventTime;
    ///
    /// const START: EventTime = EventTime::date(2012, 7, 4).checked();
    /// ```
    ///
    /// ```compile_fail
    /// # use graph_client::EventTime;
    /// const START: EventTime = EventTime::date(2012, 13, 4).checked();
    /// ```
    ///
    /// # Panics
    ///
    /// If the date, time or offset is invalid. In a constant, this is a compile error. Use
    /// [`check`](Self::check) for values known only at run time.
    pub const fn checked(self) -> Self {
        assert!(time::is_date(self.year, self.month, self.day), "invalid date");
        if let Some(Clock { hour, minute, second, offset_minutes, .. }) = self.clock {
            assert!(hour <= 23 && minute <= 59 && second <= 60, "invalid time of day");
            let offset = match offset_minutes {
                Some(minutes) => -1439 <= minutes && minutes <= 1439,
                None => false,
            };
            assert!(offset, "the UTC offset must be less than 24 hours");
        }
        self
    }

    /// The event time at a point in time. Fractions of a second are dropped.
    pub fn at(moment: DateTime) -> Self {
        Self::from_written(moment.written())
    }

    /// Checks that this can be sent as an event time.
    ///
    /// # Errors
    ///
    /// A message, if the date or time is invalid, or if the time has no UTC offset or one of 24 hours or more.
    pub fn check(&self) -> Result<(), String> {
        let Self { year, month, day, clock } = *self;
        if !time::is_date(year, month, day) {
            return Err(format!("{year:04}-{month:02}-{day:02} is not a date"));
        }
        let Some(clock) = clock else { return Ok(()) };
        let Clock { hour, minute, second, .. } = clock;
        if hour > 23 || minute > 59 || second > 60 {
            return Err(format!("{hour:02}:{minute:02}:{second:02} is not a time of day"));
        }
        match clock.offset_minutes {
            Some(-1439..=1439) => Ok(()),
            Some(minutes) => {
                Err(format!("{minutes} minutes is not a valid UTC offset; it must be less than 24 hours"))
            }
            None => Err(format!("{self} has no UTC offset; add one, such as {self}-0700")),
        }
    }

    /// Parses an event time of a response. Old events have times without an offset.
    pub(crate) fn from_wire(text: &str) -> Option<Self> {
        let unix = || text.parse().ok().map(|time: DateTime| time.written());
        time::written(text).or_else(unix).map(Self::from_written)
    }

    fn from_written(Written { year, month, day, clock }: Written) -> Self {
        // Event times have no fractions of a second.
        let clock = clock.map(|clock| Clock { millisecond: 0, ..clock });
        Self { year, month, day, clock }
    }
}

impl FromStr for EventTime {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let expected = match time::written(text).map(Self::from_written) {
            Some(time) if time.check().is_ok() => return Ok(time),
            Some(_) => "a UTC offset after the time, such as 2012-07-04T19:00:00-0700",
            None if time::unix(text).is_some() => "a date, or a time with a UTC offset, not a Unix time",
            None => "a date such as 2012-07-04, or a time such as 2012-07-04T19:00:00-0700",
        };
        Err(ParseValueError::new(expected, text))
    }
}

impl From<DateTime> for EventTime {
    fn from(moment: DateTime) -> Self {
        Self::at(moment)
    }
}

impl From<Date> for EventTime {
    fn from(day: Date) -> Self {
        Self::date(day.year, day.month, day.day)
    }
}

impl fmt::Display for EventTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { year, month, day, clock } = *self;
        Written { year, month, day, clock }.fmt(f)
    }
}

impl fmt::Debug for EventTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EventTime({self})")
    }
}

impl FromText for EventTime {
    const EXPECTED: &'static str = EventTime::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        Self::from_wire(text)
    }
}

serde_as_text!(EventTime);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_the_wire_format() {
        const DAY: EventTime = EventTime::date(2012, 7, 4);
        const EVENING: EventTime = EventTime::date_time(2012, 7, 4, 19, 0, -420);
        for (time, text) in [(DAY, "2012-07-04"), (EVENING, "2012-07-04T19:00:00-0700")] {
            assert_eq!(time.to_string(), text);
            assert_eq!(text.parse(), Ok(time));
            assert_eq!(time.check(), Ok(()));
        }
        assert_eq!(EventTime::at("2012-07-04T19:00:00.5-0700".parse().unwrap()), EVENING);
        assert_eq!(format!("{DAY:?}"), "EventTime(2012-07-04)");
    }

    #[test]
    fn check_reports_the_problem() {
        for (time, wrong) in [
            (EventTime::date(2012, 13, 4), "2012-13-04 is not a date"),
            (EventTime::date(2012, 2, 30), "2012-02-30 is not a date"),
            (EventTime::date_time(2012, 7, 4, 25, 0, 0), "25:00:00 is not a time of day"),
            (
                EventTime::date_time(2012, 7, 4, 19, 0, 1440),
                "1440 minutes is not a valid UTC offset; it must be less than 24 hours",
            ),
            (
                EventTime::from_wire("2012-07-04T19:00").unwrap(),
                "2012-07-04T19:00:00 has no UTC offset; add one, such as 2012-07-04T19:00:00-0700",
            ),
        ] {
            assert_eq!(time.check(), Err(wrong.to_owned()));
        }
        assert!(EventTime::date_time(i32::MIN, 255, 255, 255, 255, i32::MIN).check().is_err());
        assert!(!EventTime::date_time(i32::MIN, 255, 255, 255, 255, i32::MIN).to_string().is_empty());
    }

    #[test]
    fn from_str_is_strict() {
        for (text, message) in [
            (
                "2012-07-04T19:00:00",
                "expected a UTC offset after the time, such as 2012-07-04T19:00:00-0700, got \"2012-07-04T19:00:00\"",
            ),
            (
                "1341453600",
                "expected a date, or a time with a UTC offset, not a Unix time, got \"1341453600\"",
            ),
            (
                "July",
                "expected a date such as 2012-07-04, or a time such as 2012-07-04T19:00:00-0700, got \"July\"",
            ),
        ] {
            assert_eq!(text.parse::<EventTime>().unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn from_wire_is_lenient() {
        for (text, shown) in [
            ("2012-07-04", "2012-07-04"),
            ("2012-07-04T19:00", "2012-07-04T19:00:00"),
            ("2012-07-04T19:00:00-07:00", "2012-07-04T19:00:00-0700"),
            ("1341453600", "2012-07-05T02:00:00+0000"),
        ] {
            let time: EventTime = serde_json::from_value(text.into()).unwrap();
            assert_eq!(serde_json::to_value(time).unwrap(), shown);
        }
        assert_eq!(EventTime::from_wire("soon"), None);
    }
}
