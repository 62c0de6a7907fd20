//! The grammar of times: `date[Ttime[offset]]`, or a Unix time.

use super::civil;
use super::written::{Clock, Written};

/// Larger numbers are Unix times in milliseconds: as seconds they would lie past the year 5000.
const MILLISECONDS_FROM: i64 = 100_000_000_000;
/// The first and last millisecond of the years 0000 to 9999, which every written form requires.
const FIRST: i64 = civil::days_from_civil(0, 1, 1) * 86_400_000;
const LAST: i64 = civil::days_from_civil(10_000, 1, 1) * 86_400_000 - 1;

/// Parses a date, or a date and time, in any form the platform uses. Unix times are not accepted: see [`unix`].
pub fn written(text: &str) -> Option<Written> {
    common_form(text.as_bytes()).or_else(|| any_form(text))
}

/// `2010-09-14T22:41:25+0000`, the form of nearly all times.
#[inline]
fn common_form(text: &[u8]) -> Option<Written> {
    let [y1, y2, y3, y4, b'-', mo1, mo2, b'-', d1, d2, b'T', clock @ ..] = text else { return None };
    let [h1, h2, b':', mi1, mi2, b':', s1, s2, b'+', b'0', b'0', b'0', b'0'] = clock else { return None };
    let two = |tens: &u8, ones: &u8| {
        let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
        // Out of range if either is not a digit.
        if tens > 9 || ones > 9 { u8::MAX } else { tens * 10 + ones }
    };
    let (century, year_of) = (two(y1, y2), two(y3, y4));
    let (month, day) = (two(mo1, mo2), two(d1, d2));
    let (hour, minute, second) = (two(h1, h2), two(mi1, mi2), two(s1, s2));
    let year = i32::from(century) * 100 + i32::from(year_of);
    let exists = century <= 99
        && year_of <= 99
        && civil::is_date(year, month, day)
        && hour <= 23
        && minute <= 59
        && second <= 60;
    let clock = Some(Clock { hour, minute, second, millisecond: 0, offset_minutes: Some(0) });
    exists.then_some(Written { year, month, day, clock })
}

fn any_form(text: &str) -> Option<Written> {
    let mut rest = Cursor(text.as_bytes());
    let year = i32::from(rest.digits(4)?);
    rest.one(b"-")?;
    let month = rest.two()?;
    rest.one(b"-")?;
    let day = rest.two()?;
    if !civil::is_date(year, month, day) {
        return None;
    }
    let clock = if rest.0.is_empty() { None } else { Some(clock(&mut rest)?) };
    rest.0.is_empty().then_some(Written { year, month, day, clock })
}

fn clock(rest: &mut Cursor<'_>) -> Option<Clock> {
    rest.one(b"Tt ")?;
    let hour = rest.two()?;
    rest.one(b":")?;
    let minute = rest.two()?;
    let second = if rest.one(b":").is_some() { rest.two()? } else { 0 };
    let millisecond = if rest.one(b".,").is_some() { rest.fraction()? } else { 0 };
    let offset_minutes = if rest.0.is_empty() { None } else { Some(offset(rest)?) };
    // 60 is a leap second; as a Unix time it is the first second of the next minute.
    let exists = hour <= 23 && minute <= 59 && second <= 60;
    exists.then_some(Clock { hour, minute, second, millisecond, offset_minutes })
}

fn offset(rest: &mut Cursor<'_>) -> Option<i32> {
    let sign = match rest.one(b"Zz+-")? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some(0),
    };
    let hours = rest.two()?;
    rest.one(b":");
    let minutes = if rest.0.is_empty() { 0 } else { rest.two()? };
    (hours <= 23 && minutes <= 59).then_some(sign * (i32::from(hours) * 60 + i32::from(minutes)))
}

/// `2010-09-14T22:41:25+0000` as a Unix time in milliseconds: the form of nearly all written times.
#[inline]
pub fn common_written(text: &[u8; 24]) -> Option<i64> {
    common_form(text)?.unix_millis()
}

/// Reads a Unix time of today, in seconds, as milliseconds: ten digits, the form of nearly all Unix times. They lie
/// between the years 2001 and 2286.
#[inline]
pub fn common_unix(text: &[u8; 10]) -> Option<i64> {
    let [eight @ .., tens, ones] = text;
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    if eight[0] == b'0' || tens > 9 || ones > 9 {
        return None;
    }
    Some((eight_digits(*eight)? * 100 + i64::from(tens * 10 + ones)) * 1000)
}

/// Reads eight digits at once.
#[inline]
fn eight_digits(text: [u8; 8]) -> Option<i64> {
    const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
    let word = u64::from_le_bytes(text);
    // The upper half of each byte, also if six is added: `:` follows `9`.
    let upper = (word & HIGH) | (word.wrapping_add(0x0606_0606_0606_0606) & HIGH) >> 4;
    if upper != 0x3333_3333_3333_3333 {
        return None;
    }
    // Neighbours are joined: to pairs, to fours, to all eight. The first digit is in the lowest byte.
    let pairs = (word & 0x0f0f_0f0f_0f0f_0f0f).wrapping_mul(10 << 8 | 1) >> 8 & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100 << 16 | 1) >> 16 & 0x0000_ffff_0000_ffff;
    i64::try_from(fours.wrapping_mul(10_000 << 32 | 1) >> 32).ok()
}

/// Reads a Unix time, in seconds or milliseconds, as milliseconds.
pub fn unix(text: &str) -> Option<i64> {
    if !text.starts_with(|first: char| first == '-' || first.is_ascii_digit()) {
        return None;
    }
    let millis = match text.parse::<i64>() {
        Ok(time) if time.unsigned_abs() > MILLISECONDS_FROM.unsigned_abs() => time,
        Ok(seconds) => seconds * 1000,
        // PHP writes what it computed in floats with a fraction or an exponent.
        Err(_) => {
            let time: f64 = text.parse().ok()?;
            let millis = if time.abs() > MILLISECONDS_FROM as f64 { time } else { time * 1000.0 };
            // A cast saturates, so what is too large stays out of range below.
            millis.round() as i64
        }
    };
    in_range(millis)
}

/// The time, if its date has a year of four digits.
pub fn in_range(millis: i64) -> Option<i64> {
    (FIRST..=LAST).contains(&millis).then_some(millis)
}

struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn one(&mut self, of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        if !of.contains(first) {
            return None;
        }
        self.0 = rest;
        Some(*first)
    }

    fn digits(&mut self, count: usize) -> Option<u16> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        digits.iter().try_fold(0, |number: u16, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0'))
        })
    }

    fn two(&mut self) -> Option<u8> {
        self.digits(2).and_then(|number| u8::try_from(number).ok())
    }

    /// A fraction of a second, cut to milliseconds.
    fn fraction(&mut self) -> Option<u16> {
        let count = self.0.iter().take_while(|b| b.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        let digit = |at: usize| digits.get(at).map_or(0, |digit| u16::from(digit - b'0'));
        (count > 0).then(|| digit(0) * 100 + digit(1) * 10 + digit(2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = match written(text) {
            None => "none".to_owned(),
            Some(Written { year, month, day, clock: None }) => format!("{year} {month} {day}"),
            Some(Written { year, month, day, clock: Some(c) }) => format!(
                "{year} {month} {day} {} {} {} {} {:?}",
                c.hour, c.minute, c.second, c.millisecond, c.offset_minutes
            ),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn common_unix_times_are_read_like_others() {
        let common = |text: &str| common_unix(text.as_bytes().try_into().ok()?);
        for text in ["1000000000", "1354800501", "1790000000", "9876543210", "9999999999"] {
            assert!(common(text).is_some() && common(text) == unix(text), "{text}");
        }
        for text in ["0354800501", "-354800501", "1.35480050", "13548\u{661}050"] {
            assert_eq!(common(text), None, "{text}");
        }
        // Any byte at any place.
        for at in 0..10 {
            for byte in 0..=u8::MAX {
                let mut text = *b"1354800501";
                text[at] = byte;
                let is = byte.is_ascii_digit() && !(at == 0 && byte == b'0');
                assert_eq!(common_unix(&text).is_some(), is, "{text:?}");
            }
        }
    }

    #[test]
    fn written_forms() {
        check("2010-09-14T22:41:25+0000", "2010 9 14 22 41 25 0 Some(0)");
        check("2010-09-14T22:41:25+0200", "2010 9 14 22 41 25 0 Some(120)");
        check("2010-09-14T22:41:25-05:30", "2010 9 14 22 41 25 0 Some(-330)");
        check("2010-09-14T22:41:25+02", "2010 9 14 22 41 25 0 Some(120)");
        check("2010-09-14T22:41:25Z", "2010 9 14 22 41 25 0 Some(0)");
        check("2010-09-14T22:41:25", "2010 9 14 22 41 25 0 None");
        check("2010-09-14 22:41:25", "2010 9 14 22 41 25 0 None");
        check("2010-09-14T20:00", "2010 9 14 20 0 0 0 None");
        check("2010-09-14T20:00+0100", "2010 9 14 20 0 0 0 Some(60)");
        check("2010-09-14T22:41:25.5Z", "2010 9 14 22 41 25 500 Some(0)");
        check("2010-09-14T22:41:25.123456", "2010 9 14 22 41 25 123 None");
        check("2012-07-22", "2012 7 22");
        check("2012-02-29", "2012 2 29");
    }

    #[test]
    fn not_written_forms() {
        for text in [
            "",
            "2012",
            "2012-07",
            "0000-00",
            "2012-13-04",
            "2012-02-30",
            "2011-02-29",
            "2012-07-00",
            "12-07-22",
            "2012-7-22",
            "2012/07/22",
            "+012-07-22",
            "2012-07-22T",
            "2012-07-22T20",
            "2012-07-22T24:00",
            "2012-07-22T24:00:00+0000",
            "2012-07-22T20:60:00+0000",
            "2012-07-22T20:00:61+0000",
            "2012-02-30T20:00:00+0000",
            "2012-13-22T20:00:00+0000",
            "201x-07-22T20:00:00+0000",
            "x012-07-22T20:00:00+0000",
            "2012-07-22T20:0/:00+0000",
            "2012-07-22T20:60",
            "2012-07-22T20:00:61",
            "2012-07-22T20:00:00.",
            "2012-07-22T20:00+2400",
            "2012-07-22T20:00+0060",
            "2012-07-22T20:00+",
            "2012-07-22T20:00+020",
            "2012-07-22T20:00Zz",
            "2012-07-22T20:00 UTC",
            "2012-07-22é",
            "２012-07-22",
            "2012-07-2é",
            "soon",
            " 2012-07-22",
        ] {
            check(text, "none");
        }
    }

    #[test]
    fn unix_times() {
        for (text, millis) in [
            ("0", Some(0)),
            ("1354800501", Some(1_354_800_501_000)),
            ("100000000000", Some(100_000_000_000_000)),
            ("100000000001", Some(100_000_000_001)),
            ("1354800501250", Some(1_354_800_501_250)),
            ("-1", Some(-1_000)),
            ("1354800501.25", Some(1_354_800_501_250)),
            ("1.35480050125e+12", Some(1_354_800_501_250)),
            ("253402300799999", Some(LAST)),
            ("253402300800000", None),
            ("9223372036854775807", None),
            ("-9223372036854775808", None),
            ("99999999999999999999999", None),
            ("1e999", None),
            ("-1e999", None),
            ("", None),
            ("-", None),
            ("nan", None),
            ("+1", None),
            ("12/06", None),
        ] {
            assert_eq!(unix(text), millis, "{text}");
        }
    }
}
