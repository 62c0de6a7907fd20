//! Dates as HTTP writes them.

use crate::value::days_from_civil;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Seconds since the beginning of 1970, from any of the three forms that HTTP knows: `Sun, 06 Nov 1994 08:49:37
/// GMT`, and the two of old, `Sunday, 06-Nov-94 08:49:37 GMT` and `Sun Nov  6 08:49:37 1994`.
pub(super) fn http_date(text: &str) -> Option<i64> {
    let words = || text.split([' ', ',', '-']).filter(|word| !word.is_empty());
    let month = words().find_map(|word| MONTHS.iter().position(|month| *month == word))?;
    // In all of them the day comes before the year.
    let mut numbers = words().filter_map(|word| word.parse::<u16>().ok());
    let (day, year) = (numbers.next()?, numbers.next()?);
    let mut clock = words().find(|word| word.contains(':'))?.split(':').map(str::parse::<u8>);
    let (hour, minute, second) = (clock.next()?.ok()?, clock.next()?.ok()?, clock.next()?.ok()?);
    let year = match year {
        0..70 => year + 2000,
        70..100 => year + 1900,
        year => year,
    };
    // A leap second is one, too.
    let is_time = (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    let days = days_from_civil(i32::from(year), u8::try_from(month + 1).ok()?, u8::try_from(day).ok()?);
    let seconds = (i64::from(hour) * 60 + i64::from(minute)) * 60 + i64::from(second);
    is_time.then_some(days * 86_400 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_a_date_are_one() {
        for text in
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(http_date(text), Some(784_111_777), "{text}");
        }
        assert_eq!(http_date("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
        for text in [
            "",
            "soon",
            "7",
            "Sun, 06 Nov",
            "Sun, 06 Nov 1994 8",
            "Sun, 06 Nov 1994 25:00:00 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 99999 Nov 99999 08:49:37 GMT",
            "Sun, 06 Nov 1994 a:b:c GMT",
        ] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }
}
