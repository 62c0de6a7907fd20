//! Recognizes date and time formats.

/// A date or time format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A date: `2012-07-04`.
    Day,
    /// A date and time without an offset: `2012-07-04T19:00`.
    Local,
    /// A date and time with a UTC offset: `2012-07-04T19:00:00-0700`.
    Exact,
    /// Seconds or milliseconds since 1970.
    Unix,
}

/// The last millisecond of the year 9999.
const LAST_UNIX: u64 = 253_402_300_799_999;

/// Returns the format of a text, if it is a valid date or time.
pub(super) fn form(text: &str) -> Option<Form> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits.parse::<u64>().is_ok_and(|number| number <= LAST_UNIX).then_some(Form::Unix);
    }
    let mut rest = Rest(text.as_bytes());
    let year = rest.digits(4)?;
    rest.one(b"-")?;
    let month = rest.digits(2)?;
    rest.one(b"-")?;
    let day = rest.digits(2)?;
    if !is_date(year, month, day) {
        return None;
    }
    let form = if rest.0.is_empty() { Form::Day } else { rest.clock()? };
    rest.0.is_empty().then_some(form)
}

/// Returns whether the date exists.
pub(super) fn is_date(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=last).contains(&day)
}

/// The rest of the input.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn one(&mut self, of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        of.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        digits.iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })
    }

    /// Reads the time of day after a date.
    fn clock(&mut self) -> Option<Form> {
        self.one(b"Tt ")?;
        let hour = self.digits(2)?;
        self.one(b":")?;
        let minute = self.digits(2)?;
        // 60 is a leap second.
        let second = if self.one(b":").is_some() { self.digits(2)? } else { 0 };
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        if self.one(b".,").is_some() {
            let count = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.0 = self.0.get(count..).filter(|_| count > 0)?;
        }
        if self.0.is_empty() {
            return Some(Form::Local);
        }
        if matches!(self.one(b"Zz+-")?, b'+' | b'-') {
            let hours = self.digits(2)?;
            self.one(b":");
            let minutes = if self.0.is_empty() { 0 } else { self.digits(2)? };
            if hours > 23 || minutes > 59 {
                return None;
            }
        }
        Some(Form::Exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recognizes_formats() {
        for (text, expected) in [
            ("2012-07-04", Form::Day),
            ("2012-02-29", Form::Day),
            ("2012-07-04T19:00", Form::Local),
            ("2012-07-04 19:00:60.25", Form::Local),
            ("2012-07-04T19:00-07", Form::Exact),
            ("2012-07-04T19:00:00-07:00", Form::Exact),
            ("2012-07-04T19:00:00.5Z", Form::Exact),
            ("1372680000", Form::Unix),
            ("-1", Form::Unix),
        ] {
            assert_eq!(form(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn rejects_other_text() {
        for text in [
            "",
            "-",
            "+1",
            "soon",
            "2012-13-04",
            "2011-02-29",
            "1900-02-29",
            "2012-7-4",
            "2012-07-04T",
            "2012-07-04T24:00",
            "2012-07-04T19:00:00.",
            "2012-07-04T19:00+2400",
            "2012-07-04T19:00+020",
            "2012-07-04T19:00Zz",
            "2012-07-04é",
            "99999999999999999999999",
        ] {
            assert_eq!(form(text), None, "{text}");
        }
    }
}
