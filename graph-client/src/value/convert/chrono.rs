//! Feature `chrono`.

use chrono::{FixedOffset, NaiveDate, TimeZone, Utc};

use super::{date, not_a_date, time};
use crate::value::{Date, DateTime, ParseValueError};

impl TryFrom<Date> for NaiveDate {
    type Error = ParseValueError;

    fn try_from(date: Date) -> Result<Self, ParseValueError> {
        Self::from_ymd_opt(date.year, date.month.into(), date.day.into()).ok_or_else(|| not_a_date(date))
    }
}

impl TryFrom<NaiveDate> for Date {
    type Error = ParseValueError;

    fn try_from(other: NaiveDate) -> Result<Self, ParseValueError> {
        use chrono::Datelike as _;
        date(other.year(), other.month(), other.day(), other)
    }
}

impl From<DateTime> for chrono::DateTime<Utc> {
    fn from(time: DateTime) -> Self {
        // chrono covers the years 0 to 9999.
        Self::from_timestamp_millis(time.unix_millis()).unwrap_or_default()
    }
}

impl From<DateTime> for chrono::DateTime<FixedOffset> {
    /// A time without an offset is taken as UTC.
    fn from(time: DateTime) -> Self {
        let utc = chrono::DateTime::<Utc>::from(time);
        match FixedOffset::east_opt(time.offset_seconds().unwrap_or(0)) {
            Some(offset) => utc.with_timezone(&offset),
            None => utc.fixed_offset(),
        }
    }
}

impl<Z: TimeZone> TryFrom<chrono::DateTime<Z>> for DateTime {
    type Error = ParseValueError;

    fn try_from(other: chrono::DateTime<Z>) -> Result<Self, ParseValueError> {
        use chrono::Offset as _;
        let offset = other.offset().fix().local_minus_utc();
        time(other.timestamp_millis(), offset, other.to_rfc3339())
    }
}

event_times! { [Z: TimeZone] chrono::DateTime<Z>, NaiveDate }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::EventTime;

    #[test]
    fn values_survive_both_ways() {
        let date = Date::new(2012, 2, 29).unwrap();
        assert_eq!(NaiveDate::try_from(date).unwrap().to_string(), "2012-02-29");
        assert_eq!(Date::try_from(NaiveDate::try_from(date).unwrap()), Ok(date));
        assert!(NaiveDate::try_from(Date { year: 2012, month: 2, day: 30 }).is_err());
        assert!(Date::try_from(NaiveDate::from_ymd_opt(-5, 1, 1).unwrap()).is_err());

        let time: DateTime = "2012-12-06T08:58:21.250-0430".parse().unwrap();
        let local = chrono::DateTime::<FixedOffset>::from(time);
        assert_eq!(local.to_rfc3339(), "2012-12-06T08:58:21.250-04:30");
        assert_eq!(DateTime::try_from(local), Ok(time));
        assert_eq!(chrono::DateTime::<Utc>::from(time).to_rfc3339(), "2012-12-06T13:28:21.250+00:00");
        assert!(DateTime::try_from(chrono::DateTime::<Utc>::MAX_UTC).is_err());
        assert_eq!(EventTime::try_from(local).unwrap().to_string(), "2012-12-06T08:58:21-0430");
        for edge in ["0000-01-01T00:00:00+0000", "9999-12-31T23:59:59+0000"] {
            let time: DateTime = edge.parse().unwrap();
            assert_eq!(DateTime::try_from(chrono::DateTime::<Utc>::from(time)), Ok(time));
        }
    }
}
