//! Feature `time`.

use time::{Month, OffsetDateTime, UtcOffset};

use super::{date, not_a_date, time as at};
use crate::value::{Date, DateTime, ParseValueError};

impl TryFrom<Date> for time::Date {
    type Error = ParseValueError;

    fn try_from(date: Date) -> Result<Self, ParseValueError> {
        let make = || Self::from_calendar_date(date.year, Month::try_from(date.month).ok()?, date.day).ok();
        make().ok_or_else(|| not_a_date(date))
    }
}

impl TryFrom<time::Date> for Date {
    type Error = ParseValueError;

    fn try_from(other: time::Date) -> Result<Self, ParseValueError> {
        date(other.year(), u8::from(other.month()), other.day(), other)
    }
}

impl From<DateTime> for OffsetDateTime {
    /// A time without an offset is taken as UTC. A time whose local date is outside of the range of `time` is converted
    /// to UTC.
    fn from(time: DateTime) -> Self {
        let nanoseconds = i128::from(time.unix_millis()) * 1_000_000;
        // `time` covers the years 0 to 9999.
        let utc = Self::from_unix_timestamp_nanos(nanoseconds).unwrap_or(Self::UNIX_EPOCH);
        let offset =
            UtcOffset::from_whole_seconds(time.offset_seconds().unwrap_or(0)).unwrap_or(UtcOffset::UTC);
        utc.checked_to_offset(offset).unwrap_or(utc)
    }
}

impl TryFrom<OffsetDateTime> for DateTime {
    type Error = ParseValueError;

    fn try_from(other: OffsetDateTime) -> Result<Self, ParseValueError> {
        let millis = other.unix_timestamp() * 1000 + i64::from(other.millisecond());
        at(millis, other.offset().whole_seconds(), other)
    }
}

event_times! { OffsetDateTime, time::Date }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::EventTime;

    #[test]
    fn values_survive_both_ways() {
        let date = Date::new(2012, 2, 29).unwrap();
        assert_eq!(time::Date::try_from(date).unwrap().to_string(), "2012-02-29");
        assert_eq!(Date::try_from(time::Date::try_from(date).unwrap()), Ok(date));
        assert!(time::Date::try_from(Date { year: 2012, month: 2, day: 30 }).is_err());

        let time: DateTime = "2012-12-06T08:58:21.250-0430".parse().unwrap();
        let local = OffsetDateTime::from(time);
        assert_eq!(local.to_string(), "2012-12-06 8:58:21.25 -04:30:00");
        assert_eq!(DateTime::try_from(local), Ok(time));
        assert_eq!(EventTime::try_from(local).unwrap().to_string(), "2012-12-06T08:58:21-0430");
        for edge in ["0000-01-01T00:00:00+0000", "9999-12-31T23:59:59+0000", "1969-12-31T23:59:59.250+0000"] {
            let time: DateTime = edge.parse().unwrap();
            assert_eq!(DateTime::try_from(OffsetDateTime::from(time)), Ok(time));
        }
    }
}
