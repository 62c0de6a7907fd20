//! Dates, times, birthdays and money: strings, or numbers if the platform sends those.

use super::error::Decoded;
use super::reader::Reader;
use super::reads::ReadsAs;
use super::wire;
use crate::value::{Birthday, Date, DateTime, EventTime, Money};

impl ReadsAs<wire::Date> for Date {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        value(r, Self::EXPECTED, Self::from_wire)
    }
}

impl ReadsAs<wire::DateTime> for DateTime {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        if let Some((time, length)) = DateTime::common(r.rest()) {
            r.back_to(r.offset() + length);
            return Ok(time);
        }
        value(r, Self::EXPECTED, |text| text.parse().ok())
    }
}

impl ReadsAs<wire::EventTime> for EventTime {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        value(r, Self::EXPECTED, Self::from_wire)
    }
}

impl ReadsAs<wire::Birthday> for Birthday {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        value(r, Self::EXPECTED, |text| text.parse().ok())
    }
}

impl ReadsAs<wire::Money> for Money {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        value(r, Self::EXPECTED, |text| text.parse().ok())
    }
}

fn value<T>(r: &mut Reader<'_>, expected: &'static str, parse: impl FnOnce(&str) -> Option<T>) -> Decoded<T> {
    r.peek();
    let start = r.offset();
    r.parse_text(expected, parse)?.ok_or_else(|| r.invalid(start, expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<W: wire::Wire, T: ReadsAs<W> + std::fmt::Display>(body: &str) -> String {
        match Reader::whole(body.as_bytes(), Option::<T>::read) {
            Ok(Some(value)) => value.to_string(),
            Ok(None) => "none".to_owned(),
            Err(error) => error.to_string(),
        }
    }

    #[test]
    fn reads_date_times() {
        for (body, expected) in [
            ("\"2012-12-06T13:28:21+0000\"", "2012-12-06T13:28:21+0000"),
            ("\"2012-12-06T13:28:21\\u002b0200\"", "2012-12-06T13:28:21+0200"),
            ("1354800501", "2012-12-06T13:28:21+0000"),
            ("\"1354800501\"", "2012-12-06T13:28:21+0000"),
            ("1354800501000", "2012-12-06T13:28:21+0000"),
            ("\"2012-12-06\"", "2012-12-06T00:00:00"),
            ("null", "none"),
            ("\"\"", "none"),
            ("[]", "none"),
            ("\"soon\"", "expected a date and time, found \"soon\" (byte 0)"),
            (" true", "expected a date and time, found true (byte 1)"),
            ("{}", "expected a date and time, found an object (byte 0)"),
        ] {
            assert_eq!(shown::<wire::DateTime, DateTime>(body), expected);
        }
    }

    #[test]
    fn reads_dates_event_times_birthdays_and_money() {
        assert_eq!(shown::<wire::Date, Date>("\"2012-12-06\""), "2012-12-06");
        assert_eq!(shown::<wire::Date, Date>("\"2012-12\""), "expected a date, found \"2012-12\" (byte 0)");
        assert_eq!(shown::<wire::EventTime, EventTime>("\"2012-12-06T20:00\""), "2012-12-06T20:00:00");
        assert_eq!(
            shown::<wire::EventTime, EventTime>("\"x\""),
            "expected a date, or a date and time, found \"x\" (byte 0)"
        );
        assert_eq!(shown::<wire::Birthday, Birthday>("\"12\\/06\\/1980\""), "12/06/1980");
        assert_eq!(
            shown::<wire::Birthday, Birthday>("17"),
            "expected a birthday such as 12/06/1980, 12/06 or 1980, found 17 (byte 0)"
        );
        assert_eq!(shown::<wire::Money, Money>("3.90"), "3.90");
        assert_eq!(shown::<wire::Money, Money>("\"3.98\""), "3.98");
        assert_eq!(shown::<wire::Money, Money>("\"$3\""), "expected a decimal amount, found \"$3\" (byte 0)");
    }
}
