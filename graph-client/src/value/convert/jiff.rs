//! Feature `jiff`.

use jiff::{Timestamp, ZonedDateTime, civil, tz};

use super::{date, not_a_date, time};
use crate::value::{Date, DateTime, ParseValueError};

impl TryFrom<Date> for civil::Date {
    type Error = ParseValueError;

    fn try_from(date: Date) -> Result<Self, ParseValueError> {
        let make = || {
            Self::new(date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok()
        };
        make().ok_or_else(|| not_a_date(date))
    }
}

impl TryFrom<civil::Date> for Date {
    type Error = ParseValueError;

    fn try_from(other: civil::Date) -> Result<Self, ParseValueError> {
        date(other.year(), other.month(), other.day(), other)
    }
}

impl From<DateTime> for Timestamp {
    /// Times in the last two hours of the year 9999, which jiff cannot represent, become [`Timestamp::MAX`].
    fn from(time: DateTime) -> Self {
        Self::from_millisecond(time.unix_millis()).unwrap_or(Self::MAX)
    }
}

impl From<DateTime> for ZonedDateTime {
    /// A time without an offset is taken as UTC.
    fn from(time: DateTime) -> Self {
        let offset = tz::Offset::from_seconds(time.offset_seconds().unwrap_or(0)).unwrap_or(tz::Offset::UTC);
        Timestamp::from(time).to_zoned_datetime(offset.to_time_zone())
    }
}

impl TryFrom<Timestamp> for DateTime {
    type Error = ParseValueError;

    fn try_from(other: Timestamp) -> Result<Self, ParseValueError> {
        time(other.as_millisecond(), 0, other)
    }
}

impl TryFrom<&ZonedDateTime> for DateTime {
    type Error = ParseValueError;

    fn try_from(other: &ZonedDateTime) -> Result<Self, ParseValueError> {
        time(other.timestamp().as_millisecond(), other.offset().seconds(), other)
    }
}

event_times! { &ZonedDateTime, civil::Date }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::EventTime;

    #[test]
    fn values_survive_both_ways() {
        let date = Date::new(2012, 2, 29).unwrap();
        assert_eq!(civil::Date::try_from(date).unwrap().to_string(), "2012-02-29");
        assert_eq!(Date::try_from(civil::Date::try_from(date).unwrap()), Ok(date));
        assert!(civil::Date::try_from(Date { year: 2012, month: 2, day: 30 }).is_err());
        assert!(Date::try_from(civil::date(-5, 1, 1)).is_err());

        let time: DateTime = "2012-12-06T08:58:21.250-0430".parse().unwrap();
        let local = ZonedDateTime::from(time);
        assert_eq!(local.datetime().to_string(), "2012-12-06T08:58:21.25");
        assert_eq!(DateTime::try_from(&local), Ok(time));
        assert_eq!(Timestamp::from(time).to_string(), "2012-12-06T13:28:21.25Z");
        assert_eq!(EventTime::try_from(&local).unwrap().to_string(), "2012-12-06T08:58:21-0430");
        let last: DateTime = "9999-12-31T23:59:59+0000".parse().unwrap();
        assert_eq!(Timestamp::from(last), Timestamp::MAX);
        let first: DateTime = "0000-01-01T00:00:00+0000".parse().unwrap();
        assert_eq!(DateTime::try_from(Timestamp::from(first)), Ok(first));
    }
}
