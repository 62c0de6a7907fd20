//! Conversions between our values and those of other crates, each behind a feature of that crate's name.

/// Conversions of another crate's moments and dates into event times.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! event_times {
    ([$($generics:tt)*] $moment:ty, $date:ty) => {
        impl<$($generics)*> TryFrom<$moment> for crate::value::EventTime {
            type Error = crate::value::ParseValueError;

            fn try_from(other: $moment) -> Result<Self, Self::Error> {
                crate::value::DateTime::try_from(other).map(Self::at)
            }
        }

        impl TryFrom<$date> for crate::value::EventTime {
            type Error = crate::value::ParseValueError;

            fn try_from(other: $date) -> Result<Self, Self::Error> {
                crate::value::Date::try_from(other).map(Self::from)
            }
        }
    };
    ($moment:ty, $date:ty) => {
        event_times! { [] $moment, $date }
    };
}

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "rust_decimal")]
mod rust_decimal;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "url")]
mod url;

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
use super::{Date, DateTime, ParseValueError};

/// The date of a year, month and day of another crate, which `shown` displays.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
fn date<Y, M, D>(year: Y, month: M, day: D, shown: impl std::fmt::Display) -> Result<Date, ParseValueError>
where
    i32: TryFrom<Y>,
    u8: TryFrom<M> + TryFrom<D>,
{
    let date = || Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?);
    date().ok_or_else(|| ParseValueError::new("a date of the years 0 to 9999", &shown.to_string()))
}

/// The time at a number of milliseconds and an offset of another crate. Seconds of the offset are dropped.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
fn time(
    unix_millis: i64,
    offset_seconds: i32,
    shown: impl std::fmt::Display,
) -> Result<DateTime, ParseValueError> {
    DateTime::at_offset(unix_millis, offset_seconds / 60)
        .ok_or_else(|| ParseValueError::new("a time of the years 0 to 9999", &shown.to_string()))
}

/// A date whose members were set to an invalid date.
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
fn not_a_date(date: Date) -> ParseValueError {
    ParseValueError::new(Date::EXPECTED, &date.to_string())
}
