//! Unix times in seconds, and the text forms of the platform.

use graph_wire::time::{self, Written};

/// Formats a time as `2012-12-06T13:28:21+0000`.
pub(crate) fn date_time(seconds: i64) -> String {
    written(seconds).to_string()
}

/// Formats the date of a time as `2012-12-06`.
pub(crate) fn date(seconds: i64) -> String {
    Written { clock: None, ..written(seconds) }.to_string()
}

/// Parses a Unix time, a date (as its midnight), or a date and time; UTC unless the text has an offset.
pub(crate) fn parse(text: &str) -> Option<i64> {
    let millis = time::unix(text).or_else(|| time::written(text)?.unix_millis())?;
    Some(millis.div_euclid(1000))
}

fn written(seconds: i64) -> Written {
    Written::from_unix_millis(seconds.saturating_mul(1000), Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formatted_times_parse() {
        for seconds in [0, 951_782_400, 1_354_800_501, 1_372_680_000, 4_102_444_799, -1] {
            assert_eq!(parse(&date_time(seconds)), Some(seconds), "{seconds}");
        }
        assert_eq!(date_time(1_354_800_501), "2012-12-06T13:28:21+0000");
        assert_eq!(date(1_354_800_501), "2012-12-06");
    }

    #[test]
    fn parses_every_form_of_the_platform() {
        let check = |text: &str, expected: &str| {
            assert_eq!(parse(text).map(date_time).as_deref(), Some(expected), "{text}");
        };
        check("2012-07-04", "2012-07-04T00:00:00+0000");
        check("2012-07-04T19:00:00-0700", "2012-07-05T02:00:00+0000");
        check("2012-07-04T19:00", "2012-07-04T19:00:00+0000");
        check("1372680000", "2013-07-01T12:00:00+0000");
        // Leap seconds, fractions and offsets without minutes.
        check("2012-06-30T23:59:60Z", "2012-07-01T00:00:00+0000");
        check("2012-07-04T19:00:00.25+0000", "2012-07-04T19:00:00+0000");
        check("2012-07-04T19:00:00+02", "2012-07-04T17:00:00+0000");
    }

    #[test]
    fn refuses_other_text() {
        for wrong in
            ["", "yesterday", "2012-13-01", "2013-02-29", "2012-07-04T25:00", "2012-07-04é", "-1-2-3"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
