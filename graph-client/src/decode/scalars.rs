//! Strings, numbers and booleans, in any of the representations the platform uses.

use std::borrow::Cow;

use super::error::Decoded;
use super::note::Noticed;
use super::reader::Reader;
use super::reads::ReadsAs;
use super::wire;

/// Every wire type with a string form can be read as a `String`.
macro_rules! text {
    ($($wire:ty $(, <$param:ident>)?;)+) => {$(
        impl $(<$param>)? ReadsAs<$wire> for String {
            #[inline]
            fn read(r: &mut Reader<'_>) -> Decoded<Self> {
                r.text()
            }
        }
    )+};
}

text! {
    wire::Text;
    wire::Date;
    wire::DateTime;
    wire::Birthday;
    wire::EventTime;
    wire::Money;
    wire::Enum<E>, <E>;
}

macro_rules! integer {
    ($($ty:ident),+) => {$(
        impl ReadsAs<wire::Integer> for $ty {
            fn read(r: &mut Reader<'_>) -> Decoded<Self> {
                r.peek();
                let start = r.offset();
                if let Some((number, 0)) = r.short_number()
                    && let Ok(number) = number.try_into()
                {
                    return Ok(number);
                }
                r.back_to(start);
                let text = numeric(r, "an integer")?;
                match text.parse() {
                    Ok(number) => Ok(number),
                    Err(_) => match integral(&text) {
                        None => Err(r.invalid(start, "an integer")),
                        Some(wide) => {
                            r.note(start, Noticed::Coerced("an integer"));
                            wide
                            .try_into()
                            .map_err(|_| r.invalid(start, concat!("an integer that fits ", stringify!($ty))))
                        }
                    },
                }
            }
        }
    )+};
}

integer!(i8, i16, i32, i64, u8, u16, u32, u64);

/// Powers of ten, exact as floats, one for each possible number of digits after the decimal point.
const POWERS: [f64; 16] =
    [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

impl ReadsAs<wire::Number> for f64 {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        r.peek();
        let start = r.offset();
        if let Some((digits, decimals)) = r.short_number()
            && let Some(power) = POWERS.get(decimals)
        {
            // Both operands are exact, so the quotient is the nearest float.
            return Ok(digits as f64 / power);
        }
        r.back_to(start);
        let text = numeric(r, "a number")?;
        match text.trim().parse::<f64>() {
            // `parse` also accepts `inf` and `nan`.
            Ok(number) if number.is_finite() => Ok(number),
            _ => Err(r.invalid(start, "a number")),
        }
    }
}

impl ReadsAs<wire::Integer> for f64 {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        <f64 as ReadsAs<wire::Number>>::read(r)
    }
}

impl ReadsAs<wire::Boolean> for bool {
    fn read(r: &mut Reader<'_>) -> Decoded<Self> {
        match r.peek() {
            Some(b't') if r.literal(b"true") => return Ok(true),
            Some(b'f') if r.literal(b"false") => return Ok(false),
            Some(b't' | b'f') => {}
            _ => r.coerced("true or false"),
        }
        let start = r.offset();
        match &*r.scalar("true or false")? {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(r.invalid(start, "true or false")),
        }
    }
}

/// A number as written, with or without quotes.
fn numeric<'a>(r: &mut Reader<'a>, expected: &'static str) -> Decoded<Cow<'a, str>> {
    match r.peek() {
        Some(b'-' | b'0'..=b'9') => r.number().map(Cow::Borrowed),
        _ => {
            r.coerced(expected);
            r.string_slice(expected)
        }
    }
}

/// Parses an integer written as `1200.0`, `1.2e3` or ` 1200`.
///
/// An integer out of range saturates, so that it fits no target type.
fn integral(text: &str) -> Option<i128> {
    /// The largest range in which floats represent all integers exactly.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.bytes().all(|b| b == b'0') && !whole.is_empty() {
        let digits = whole.strip_prefix('-').unwrap_or(whole);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            let too_large = if whole.starts_with('-') { i128::MIN } else { i128::MAX };
            return Some(whole.parse().unwrap_or(too_large));
        }
    }
    let number: f64 = text.parse().ok()?;
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i128)
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::*;

    #[track_caller]
    fn check<W, T: ReadsAs<W> + Debug>(cases: &[(&str, &str)]) {
        for (body, expected) in cases {
            let read = match Reader::whole(body.as_bytes(), T::read) {
                Ok(value) => format!("{value:?}"),
                Err(error) => error.to_string(),
            };
            assert_eq!(&read, expected, "{body}");
        }
    }

    #[test]
    fn reads_integers() {
        check::<wire::Integer, i64>(&[
            ("0", "0"),
            ("-0", "0"),
            ("1200", "1200"),
            ("-17", "-17"),
            ("1200.0", "1200"),
            ("1.2e3", "1200"),
            ("\"1200\"", "1200"),
            ("\" 1200 \"", "1200"),
            ("\"-1200.00\"", "-1200"),
            ("9007199254740993", "9007199254740993"),
            ("9007199254740993.0", "9007199254740993"),
            ("9223372036854775807", "9223372036854775807"),
            ("9223372036854775808", "expected an integer that fits i64, found 9223372036854775808 (byte 0)"),
            ("20.62", "expected an integer, found 20.62 (byte 0)"),
            ("1e400", "expected an integer, found 1e400 (byte 0)"),
            ("1e20", "expected an integer, found 1e20 (byte 0)"),
            ("\"soon\"", "expected an integer, found \"soon\" (byte 0)"),
            ("\"\"", "expected an integer, found \"\" (byte 0)"),
            ("\"nan\"", "expected an integer, found \"nan\" (byte 0)"),
            (" true", "expected an integer, found true (byte 1)"),
            ("null", "expected an integer, found null (byte 0)"),
            ("-", "expected a number, found - (byte 0)"),
        ]);
        let huge = "9".repeat(30);
        let out_of_range = format!("expected an integer that fits u64, found {huge} (byte 0)");
        check::<wire::Integer, u64>(&[
            ("18446744073709551615", "18446744073709551615"),
            ("-0", "0"),
            ("-1", "expected an integer that fits u64, found -1 (byte 0)"),
            (&huge, &out_of_range),
        ]);
        check::<wire::Integer, u8>(&[
            ("255", "255"),
            ("256", "expected an integer that fits u8, found 256 (byte 0)"),
        ]);
        check::<wire::Integer, i8>(&[
            ("-128", "-128"),
            ("128", "expected an integer that fits i8, found 128 (byte 0)"),
        ]);
    }

    #[test]
    fn reads_numbers() {
        let cases = [
            ("4.58", "4.58"),
            ("12", "12.0"),
            ("\"-4.5\"", "-4.5"),
            ("1e3", "1000.0"),
            ("1e999", "expected a number, found 1e999 (byte 0)"),
            ("\"inf\"", "expected a number, found \"inf\" (byte 0)"),
            ("\"NaN\"", "expected a number, found \"NaN\" (byte 0)"),
            ("\"\"", "expected a number, found \"\" (byte 0)"),
            ("{}", "expected a number, found an object (byte 0)"),
        ];
        check::<wire::Number, f64>(&cases);
        check::<wire::Integer, f64>(&cases);
    }

    #[test]
    fn reads_booleans() {
        for (body, expected) in [("true", "true"), ("1", "true"), ("\"true\"", "true"), ("\"1\"", "true")] {
            check::<wire::Boolean, bool>(&[(body, expected)]);
        }
        for body in ["false", "0", "\"false\"", "\"0\""] {
            check::<wire::Boolean, bool>(&[(body, "false")]);
        }
        check::<wire::Boolean, bool>(&[
            ("2", "expected true or false, found 2 (byte 0)"),
            ("\"yes\"", "expected true or false, found \"yes\" (byte 0)"),
            ("null", "expected true or false, found null (byte 0)"),
        ]);
    }

    #[test]
    fn reads_strings_of_all_wire_types() {
        check::<wire::Text, String>(&[
            ("\"a\"", "\"a\""),
            ("17", "\"17\""),
            ("[]", "\"\""),
            ("null", "\"\""),
        ]);
        check::<wire::Enum<()>, String>(&[("\"NEW\"", "\"NEW\""), ("3", "\"3\"")]);
        check::<wire::Money, String>(&[("3.90", "\"3.90\"")]);
        check::<wire::Id<()>, String>(&[
            ("100000000000000001", "\"100000000000000001\""),
            (r#"{"id":"4"}"#, "\"4\""),
        ]);
    }
}
