//! Moments as text and back. Seconds since 1970 inside, the platform's forms outside.

/// How precisely a text named a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Seconds since 1970.
    Unix,
    /// A day alone.
    Day,
    /// A day and a time without an offset.
    Local,
    /// A day, a time and an offset.
    Exact,
}

/// `2012-12-06T13:28:21+0000`
pub(crate) fn date_time(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+0000")
}

/// `2012-12-06`
pub(crate) fn date(seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(86_400));
    format!("{year:04}-{month:02}-{day:02}")
}

/// Reads seconds since 1970, a day, or a day and a time with or without an offset.
pub(crate) fn parse(text: &str) -> Option<(i64, Form)> {
    if !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((text.parse().ok()?, Form::Unix));
    }
    let (year, month, day) = (number(text, 0, 4)?, number(text, 5, 7)?, number(text, 8, 10)?);
    let marked = text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
    if !marked || !(1..=12).contains(&month) || !(1..=days_of(year, month)).contains(&day) {
        return None;
    }
    let midnight = days(year, month, day) * 86_400;
    let time = match text.get(10..11) {
        None if text.len() == 10 => return Some((midnight, Form::Day)),
        None => return None,
        Some("T" | " ") => text.get(11..)?,
        Some(_) => return None,
    };
    let (hour, minute) = (number(time, 0, 2)?, number(time, 3, 5)?);
    let (second, zone) = match time.get(5..6) {
        Some(":") => (number(time, 6, 8)?, time.get(8..)?),
        _ => (0, time.get(5..)?),
    };
    if hour > 23 || minute > 59 || second > 59 || time.get(2..3) != Some(":") {
        return None;
    }
    let local = midnight + hour * 3600 + minute * 60 + second;
    match zone {
        "" => Some((local, Form::Local)),
        "Z" => Some((local, Form::Exact)),
        _ => Some((local - offset(zone)?, Form::Exact)),
    }
}

/// `+0200`, `-07:00`
fn offset(zone: &str) -> Option<i64> {
    let sign = match zone.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let digits = zone.get(1..)?.replacen(':', "", 1);
    let (hours, minutes) = (number(&digits, 0, 2)?, number(&digits, 2, 4)?);
    (digits.len() == 4 && hours <= 14 && minutes <= 59).then_some(sign * (hours * 3600 + minutes * 60))
}

fn number(text: &str, from: usize, to: usize) -> Option<i64> {
    let digits = text.get(from..to)?;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970 of a day of the Gregorian calendar; years begin in March, so that leap days come last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day_of_year - (153 * shifted + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_come_back() {
        for seconds in [0, 951_782_400, 1_354_800_501, 1_372_680_000, 4_102_444_799, -1] {
            assert_eq!(parse(&date_time(seconds)), Some((seconds, Form::Exact)), "{seconds}");
        }
        assert_eq!(date_time(1_354_800_501), "2012-12-06T13:28:21+0000");
    }

    #[test]
    fn forms() {
        assert_eq!(parse("2012-07-04"), Some((1_341_360_000, Form::Day)));
        assert_eq!(
            parse("2012-07-04T19:00:00-0700").map(|(at, _)| date_time(at)).as_deref(),
            Some("2012-07-05T02:00:00+0000")
        );
        assert_eq!(parse("2012-07-04T19:00").map(|(_, form)| form), Some(Form::Local));
        assert_eq!(parse("1372680000").map(|(_, form)| form), Some(Form::Unix));
        for wrong in [
            "",
            "yesterday",
            "2012-13-01",
            "2013-02-29",
            "2012-07-04T25:00",
            "2012-07-04é",
            "-1-2-3",
            "2012-07-04T10:00+99",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
