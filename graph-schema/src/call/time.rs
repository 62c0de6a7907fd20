//! Recognizes date and time formats.

use graph_wire::time::{self, Clock};

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

/// The form of a text; `None` if it does not name an existing time.
pub(super) fn form(text: &str) -> Option<Form> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return time::unix(text).map(|_| Form::Unix);
    }
    Some(match time::written(text)?.clock {
        None => Form::Day,
        Some(Clock { offset_minutes: None, .. }) => Form::Local,
        Some(_) => Form::Exact,
    })
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
