//! The JSON grammar of numbers. Each type interprets them itself.

use super::error::Decoded;
use super::reader::Reader;

impl<'a> Reader<'a> {
    /// Reads a number and returns it as written.
    pub fn number(&mut self) -> Decoded<&'a str> {
        self.peek();
        let start = self.at;
        if self.skip_number() {
            return Ok(self.since(start));
        }
        self.at = start;
        Err(self.at("a number"))
    }

    /// Fast path for numbers of up to 15 digits without an exponent: returns the digits as an integer, and how
    /// many are after the decimal point. For any other number, returns `None` and consumes nothing.
    #[inline]
    pub(super) fn short_number(&mut self) -> Option<(i64, usize)> {
        /// A float represents this many digits exactly.
        const MAX_DIGITS: usize = 15;
        let rest = self.rest();
        let (negative, rest) = match rest {
            [b'-', rest @ ..] => (true, rest),
            _ => (false, rest),
        };
        let leading_zero = rest.first() == Some(&b'0');
        let mut number = 0;
        let (whole, mut rest) = add_digits(rest, &mut number);
        let mut decimals = 0;
        if let [b'.', fraction @ ..] = rest {
            (decimals, rest) = add_digits(fraction, &mut number);
            if decimals == 0 {
                return None;
            }
        }
        if whole == 0
            || whole + decimals > MAX_DIGITS
            || (leading_zero && whole > 1)
            || (negative && number == 0)
            || matches!(rest, [b'.' | b'e' | b'E', ..])
        {
            return None;
        }
        self.at = self.text.len() - rest.len();
        Some((if negative { -number } else { number }, decimals))
    }

    /// Skips a number. On `false`, the position is unspecified.
    fn skip_number(&mut self) -> bool {
        if self.byte(self.at) == Some(b'-') {
            self.at += 1;
        }
        // No digits may follow a leading zero: the caller reports them as unexpected.
        let whole = match self.byte(self.at) {
            Some(b'0') => {
                self.at += 1;
                true
            }
            _ => self.digits(),
        };
        let fraction = match self.byte(self.at) {
            Some(b'.') => {
                self.at += 1;
                self.digits()
            }
            _ => true,
        };
        let exponent = match self.byte(self.at) {
            Some(b'e' | b'E') => {
                self.at += 1;
                if let Some(b'+' | b'-') = self.byte(self.at) {
                    self.at += 1;
                }
                self.digits()
            }
            _ => true,
        };
        whole && fraction && exponent
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte(self.at) {
            self.at += 1;
        }
        self.at > start
    }
}

/// Appends the digits at the start of a text to a number, which wraps around if it has too many. Returns how many they are,
/// and what follows.
#[inline]
fn add_digits<'a>(text: &'a [u8], number: &mut i64) -> (usize, &'a [u8]) {
    let mut rest = text;
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        *number = number.wrapping_mul(10).wrapping_add(i64::from(digit - b'0'));
        rest = after;
    }
    (text.len() - rest.len(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_json_grammar() {
        for text in ["0", "-0", "7", "120", "-1.5", "0.25", "1e3", "1E+3", "-1.25e-07", "9007199254740993"] {
            assert_eq!(
                Reader::whole(text.as_bytes(), |r| r.number().map(str::to_owned)),
                Ok(text.to_owned())
            );
            assert_eq!(Reader::whole(text.as_bytes(), |r| r.skip()), Ok(()));
        }
        for text in [
            "", "-", "+1", ".5", "5.", "1.e3", "1e", "1e+", "01", "-01", "1x", "0x10", "NaN", "Infinity",
            "--1", "1 2", "1.2.3", "١",
        ] {
            assert!(Reader::whole(text.as_bytes(), |r| r.number().map(str::to_owned)).is_err(), "{text}");
            assert!(Reader::whole(text.as_bytes(), |r| r.skip()).is_err(), "{text}");
        }
    }

    #[test]
    fn short_number_accepts_only_exact_numbers() {
        for (text, expected) in [
            ("0", Some((0, 0))),
            ("-7", Some((-7, 0))),
            ("21,", Some((21, 0))),
            ("1199.5}", Some((11995, 1))),
            ("0.25", Some((25, 2))),
            ("-0.5", Some((-5, 1))),
            ("999999999999999", Some((999_999_999_999_999, 0))),
            ("1.00000000000001", Some((100_000_000_000_001, 14))),
            ("1000000000000000", None),
            ("-0", None),
            ("-0.0", None),
            ("01", None),
            ("1.", None),
            (".5", None),
            ("-", None),
            ("1.2.3", None),
            ("1e3", None),
            ("1.5E2", None),
            ("x", None),
            ("", None),
        ] {
            let mut reader = Reader::new(text.as_bytes()).unwrap();
            assert_eq!(reader.short_number(), expected, "{text}");
            let read = text.trim_end_matches([',', '}']).len();
            assert_eq!(reader.offset(), if expected.is_some() { read } else { 0 }, "{text}");
        }
    }

    #[test]
    fn errors_quote_the_whole_number() {
        let error = Reader::whole(b" -1.e3", |r| r.skip()).unwrap_err();
        assert_eq!(error.to_string(), "expected a number, found -1.e3 (byte 1)");
    }
}
