//! A parsed date and time of day, and its conversion to and from Unix time.

use std::fmt;

use super::civil::{civil_from_days, days_from_civil};
use super::grammar::in_range;

const MILLIS_PER_DAY: i64 = 86_400_000;

/// A date, with the time of day if one was written. `Display` writes it in the platform's form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// 0 to 9999.
    pub year: i32,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
    /// The time of day.
    pub clock: Option<Clock>,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Clock {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60, where 60 is a leap second.
    pub second: u8,
    /// 0 to 999.
    pub millisecond: u16,
    /// Minutes east of UTC. Old nodes and events give none.
    pub offset_minutes: Option<i32>,
}

impl Written {
    /// The local date and time at a Unix time, for a clock with this offset from UTC.
    pub fn from_unix_millis(millis: i64, offset_minutes: Option<i32>) -> Self {
        let local = millis.saturating_add(i64::from(offset_minutes.unwrap_or(0)) * 60_000);
        let (year, month, day) = civil_from_days(local.div_euclid(MILLIS_PER_DAY));
        let of_day = local.rem_euclid(MILLIS_PER_DAY);
        let clock = Clock {
            hour: (of_day / 3_600_000) as u8,
            minute: (of_day / 60_000 % 60) as u8,
            second: (of_day / 1000 % 60) as u8,
            millisecond: (of_day % 1000) as u16,
            offset_minutes,
        };
        Self { year, month, day, clock: Some(clock) }
    }

    /// The Unix time in milliseconds. A date is its midnight; a time without an offset is taken as UTC.
    ///
    /// `None` if the local time is outside the years 0000 to 9999, so that what is accepted can be written again.
    pub fn unix_millis(&self) -> Option<i64> {
        let days = days_from_civil(self.year, self.month, self.day);
        let Some(clock) = self.clock else { return in_range(days * MILLIS_PER_DAY) };
        let minutes = i64::from(clock.hour) * 60 + i64::from(clock.minute);
        let seconds = minutes * 60 + i64::from(clock.second);
        let local = in_range(days * MILLIS_PER_DAY + seconds * 1000 + i64::from(clock.millisecond))?;
        Some(local - i64::from(clock.offset_minutes.unwrap_or(0)) * 60_000)
    }
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)?;
        let Some(clock) = self.clock else { return Ok(()) };
        write!(f, "T{:02}:{:02}:{:02}", clock.hour, clock.minute, clock.second)?;
        if clock.millisecond != 0 {
            write!(f, ".{:03}", clock.millisecond)?;
        }
        let Some(minutes) = clock.offset_minutes else { return Ok(()) };
        let sign = if minutes < 0 { '-' } else { '+' };
        let minutes = minutes.unsigned_abs();
        write!(f, "{sign}{:02}{:02}", minutes / 60, minutes % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::written;

    #[test]
    fn unix_time_round_trips() {
        for millis in [0, 951_782_400_000, 1_354_800_501_250, 4_102_444_799_000, -1] {
            for offset in [None, Some(0), Some(-420), Some(330)] {
                let time = Written::from_unix_millis(millis, offset);
                assert_eq!(time.unix_millis(), Some(millis), "{time}");
                assert_eq!(written(&time.to_string()), Some(time));
            }
        }
    }

    #[test]
    fn unix_millis_needs_a_year_of_four_digits() {
        let time = written("9999-12-31T23:59:60").unwrap();
        assert_eq!(time.unix_millis(), None);
    }
}
