//! Points in time, with their UTC offset as sent.

use std::{
    fmt,
    ops::{Add, Sub},
    str::FromStr,
    time::Duration,
};

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::time::{SystemTime, UNIX_EPOCH};
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
use web_time::{SystemTime, UNIX_EPOCH};

use graph_wire::time::{self, Written};

use super::ParseValueError;
use super::text_serde::{FromText, serde_as_text};

/// A point in time, with its UTC offset as sent.
///
/// Old nodes have times without an offset. They are read as UTC, and
/// [`offset_seconds`](Self::offset_seconds) is `None`.
///
/// Equality compares both the instant and the offset. Times are ordered by the instant, then by the offset.
///
/// ```
/// use graph_client::DateTime;
///
/// let time: DateTime = "2012-12-06T13:28:21+0100".parse()?;
/// assert_eq!(time.unix_seconds(), 1_354_796_901);
/// assert_eq!(time.offset_seconds(), Some(3600));
/// # Ok::<(), graph_client::value::ParseValueError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    unix_millis: i64,
    offset_minutes: Option<i32>,
}

impl DateTime {
    pub(crate) const EXPECTED: &'static str = "a date and time";

    /// The beginning of Unix time.
    pub(crate) const EPOCH: Self = Self { unix_millis: 0, offset_minutes: Some(0) };

    /// The time at `seconds` after the Unix epoch, in UTC. `None` if the year does not have four digits.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::from_unix_millis(seconds.checked_mul(1000)?)
    }

    /// The time at a Unix timestamp in milliseconds, in UTC; `None` outside of the years 0 to 9999.
    pub fn from_unix_millis(milliseconds: i64) -> Option<Self> {
        let unix_millis = time::in_range(milliseconds)?;
        Some(Self { unix_millis, offset_minutes: Some(0) })
    }

    /// The time of this machine's clock in UTC, in whole seconds: what the platform takes and sends.
    ///
    /// ```
    /// use std::time::Duration;
    /// use graph_client::DateTime;
    ///
    /// let in_two_hours = DateTime::now() + Duration::from_secs(2 * 60 * 60);
    /// assert!(in_two_hours > DateTime::now());
    /// ```
    pub fn now() -> Self {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(Self::EPOCH, |since| Self::EPOCH + Duration::from_secs(since.as_secs()))
    }

    /// The same offset, at another time. The years end with 0 and 9999.
    fn moved(self, unix_millis: i64) -> Self {
        const FIRST: i64 = -62_167_219_200_000;
        const LAST: i64 = 253_402_300_799_999;
        // An offset moves the written year.
        let room = i64::from(self.offset_minutes.unwrap_or_default()) * 60_000;
        let unix_millis = unix_millis.clamp(FIRST.max(FIRST - room), LAST.min(LAST - room));
        Self { unix_millis, ..self }
    }

    /// Seconds since the Unix epoch, rounded down.
    pub fn unix_seconds(&self) -> i64 {
        self.unix_millis.div_euclid(1000)
    }

    /// Milliseconds since the Unix epoch.
    pub fn unix_millis(&self) -> i64 {
        self.unix_millis
    }

    /// The UTC offset in seconds, positive east of UTC. `None` if no offset was sent.
    pub fn offset_seconds(&self) -> Option<i32> {
        self.offset_minutes.map(|minutes| minutes * 60)
    }

    /// The time at the start of `json`, with its length, if it has one of the two forms that nearly all times have.
    #[inline]
    pub(crate) fn common(json: &[u8]) -> Option<(Self, usize)> {
        let (unix_millis, length) = match (json.first_chunk::<12>(), json.first_chunk::<26>()) {
            (Some([b'"', digits @ .., b'"']), _) => (time::common_unix(digits)?, digits.len() + 2),
            (_, Some([b'"', written @ .., b'"'])) => (time::common_written(written)?, written.len() + 2),
            _ => return None,
        };
        Some((Self { unix_millis, offset_minutes: Some(0) }, length))
    }

    /// The time at a Unix timestamp in milliseconds, with an offset in minutes.
    #[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
    pub(super) fn at_offset(unix_millis: i64, offset_minutes: i32) -> Option<Self> {
        Some(Self { unix_millis: time::in_range(unix_millis)?, offset_minutes: Some(offset_minutes) })
    }

    /// The local date and time at this offset.
    pub(super) fn written(&self) -> Written {
        Written::from_unix_millis(self.unix_millis, self.offset_minutes)
    }
}

/// Ends with the year 9999.
impl Add<Duration> for DateTime {
    type Output = Self;

    fn add(self, time: Duration) -> Self {
        let time = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        self.moved(self.unix_millis.saturating_add(time))
    }
}

/// Ends with the year 0.
impl Sub<Duration> for DateTime {
    type Output = Self;

    fn sub(self, time: Duration) -> Self {
        let time = i64::try_from(time.as_millis()).unwrap_or(i64::MAX);
        self.moved(self.unix_millis.saturating_sub(time))
    }
}

/// In UTC, with milliseconds. Ends with the years 0 and 9999.
impl From<SystemTime> for DateTime {
    fn from(time: SystemTime) -> Self {
        match time.duration_since(UNIX_EPOCH) {
            Ok(since) => Self::EPOCH + since,
            Err(before) => Self::EPOCH - before.duration(),
        }
    }
}

impl FromStr for DateTime {
    type Err = ParseValueError;

    fn from_str(text: &str) -> Result<Self, ParseValueError> {
        let digits = text.as_bytes().try_into().ok();
        if let Some(unix_millis) = digits.and_then(time::common_unix) {
            return Ok(Self { unix_millis, offset_minutes: Some(0) });
        }
        let from_written = |written: Written| {
            let offset_minutes = written.clock.and_then(|clock| clock.offset_minutes);
            Some(Self { unix_millis: written.unix_millis()?, offset_minutes })
        };
        let from_unix = || Some(Self { unix_millis: time::unix(text)?, offset_minutes: Some(0) });
        time::written(text)
            .and_then(from_written)
            .or_else(from_unix)
            .ok_or_else(|| ParseValueError::new(Self::EXPECTED, text))
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.written().fmt(f)
    }
}

impl FromText for DateTime {
    const EXPECTED: &'static str = DateTime::EXPECTED;

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

serde_as_text!(DateTime);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_all_platform_formats() {
        for (text, seconds, offset, shown) in [
            ("2012-12-06T13:28:21+0000", 1_354_800_501, Some(0), "2012-12-06T13:28:21+0000"),
            ("2012-12-06T15:28:21+0200", 1_354_800_501, Some(7200), "2012-12-06T15:28:21+0200"),
            ("2012-12-06T08:58:21-04:30", 1_354_800_501, Some(-16_200), "2012-12-06T08:58:21-0430"),
            ("2012-12-06T13:28:21+00:00", 1_354_800_501, Some(0), "2012-12-06T13:28:21+0000"),
            ("2012-12-06T13:28:21Z", 1_354_800_501, Some(0), "2012-12-06T13:28:21+0000"),
            ("2012-12-06T13:28:21", 1_354_800_501, None, "2012-12-06T13:28:21"),
            ("2012-12-06T13:28", 1_354_800_480, None, "2012-12-06T13:28:00"),
            ("2012-12-06T13:28:21.250Z", 1_354_800_501, Some(0), "2012-12-06T13:28:21.250+0000"),
            ("2012-12-06", 1_354_752_000, None, "2012-12-06T00:00:00"),
            ("1354800501", 1_354_800_501, Some(0), "2012-12-06T13:28:21+0000"),
            ("1354800501000", 1_354_800_501, Some(0), "2012-12-06T13:28:21+0000"),
            ("-1", -1, Some(0), "1969-12-31T23:59:59+0000"),
            ("1970-01-01T00:00:00+0000", 0, Some(0), "1970-01-01T00:00:00+0000"),
            ("0000-01-01T00:00:00+2359", -62_167_305_540, Some(86_340), "0000-01-01T00:00:00+2359"),
            ("9999-12-31T23:59:59-2359", 253_402_387_139, Some(-86_340), "9999-12-31T23:59:59-2359"),
            ("2012-06-30T23:59:60Z", 1_341_100_800, Some(0), "2012-07-01T00:00:00+0000"),
        ] {
            let time: DateTime = text.parse().unwrap();
            assert_eq!(
                (time.unix_seconds(), time.offset_seconds(), time.to_string().as_str()),
                (seconds, offset, shown)
            );
            assert_eq!(shown.parse(), Ok(time), "{text}");
        }
    }

    #[test]
    fn rejects_invalid_times() {
        for text in ["", "soon", "2012-13-04", "12/06/2012", "9999-12-31T23:59:60", "253402300800000"] {
            assert!(text.parse::<DateTime>().is_err(), "{text}");
        }
        assert_eq!(
            "soon".parse::<DateTime>().unwrap_err().to_string(),
            "expected a date and time, got \"soon\""
        );
        assert_eq!(DateTime::from_unix_seconds(i64::MAX), None);
        assert_eq!(DateTime::from_unix_seconds(-1).unwrap().unix_millis(), -1000);
    }

    #[test]
    fn moves_within_the_years_that_can_be_written() {
        let day = Duration::from_secs(24 * 60 * 60);
        let time: DateTime = "2024-02-28T23:30:00+0100".parse().unwrap();
        assert_eq!((time + day).to_string(), "2024-02-29T23:30:00+0100");
        assert_eq!((time - day).to_string(), "2024-02-27T23:30:00+0100");
        for text in ["9999-12-31T22:00:00+0100", "9999-12-31T22:00:00-0100", "0000-01-01T02:00:00+0100"] {
            let time: DateTime = text.parse().unwrap();
            for moved in [time + Duration::MAX, time - Duration::MAX, time + day, time - day] {
                assert_eq!(moved.to_string().parse(), Ok(moved), "{text}: {moved}");
            }
        }
        assert_eq!(DateTime::from(UNIX_EPOCH + Duration::from_millis(1500)).unix_millis(), 1500);
        assert_eq!(DateTime::from(UNIX_EPOCH - Duration::from_secs(1)).unix_seconds(), -1);
        assert_eq!(DateTime::now().unix_millis() % 1000, 0);
    }

    #[test]
    fn serde_round_trip() {
        for (from, to) in
            [("1354800501", "2012-12-06T13:28:21+0000"), (r#""2012-12-06T13:28""#, "2012-12-06T13:28:00")]
        {
            let time: DateTime = serde_json::from_str(from).unwrap();
            assert_eq!(serde_json::to_value(time).unwrap(), to);
        }
    }
}
