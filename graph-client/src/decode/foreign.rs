//! Values of other crates as fields of a selection.

use super::{
    error::{DecodeError, Decoded},
    reader::Reader,
    reads::ReadsAs,
    wire,
};

/// Reads our value and converts it.
fn converted<T, U>(
    r: &mut Reader<'_>,
    read: impl FnOnce(&mut Reader<'_>) -> Decoded<T>,
    expected: &'static str,
) -> Decoded<U>
where
    U: TryFrom<T>,
{
    r.peek();
    let start = r.offset();
    U::try_from(read(r)?).map_err(|_| -> DecodeError { r.invalid(start, expected) })
}

macro_rules! reads {
    ($($feature:literal: $foreign:ty = $ours:ty as $wire:ty, $expected:literal;)*) => {$(
        #[cfg(feature = $feature)]
        impl ReadsAs<$wire> for $foreign {
            fn read(r: &mut Reader<'_>) -> Decoded<Self> {
                converted::<$ours, Self>(r, <$ours as ReadsAs<$wire>>::read, $expected)
            }
        }
    )*};
}

reads! {
    "chrono": chrono::NaiveDate = crate::value::Date as wire::Date, "a date";
    "chrono": chrono::DateTime<chrono::Utc> = crate::value::DateTime as wire::DateTime, "a date and time";
    "chrono": chrono::DateTime<chrono::FixedOffset> = crate::value::DateTime as wire::DateTime, "a date and time";
    "jiff": jiff::civil::Date = crate::value::Date as wire::Date, "a date";
    "jiff": jiff::Timestamp = crate::value::DateTime as wire::DateTime, "a date and time";
    "jiff": jiff::ZonedDateTime = crate::value::DateTime as wire::DateTime, "a date and time";
    "time": time::Date = crate::value::Date as wire::Date, "a date";
    "rust_decimal": rust_decimal::Decimal = crate::value::Money as wire::Money, "an amount of at most 28 digits";
    "time": time::OffsetDateTime = crate::value::DateTime as wire::DateTime, "a date and time";
}

#[cfg(all(test, feature = "chrono", feature = "jiff", feature = "rust_decimal", feature = "time"))]
mod tests {
    use super::*;

    fn read<W, T: ReadsAs<W>>(body: &str) -> Result<T, String> {
        Reader::whole(body.as_bytes(), T::read).map_err(|error| error.to_string())
    }

    #[test]
    fn fields_have_the_types_of_other_crates() {
        let time = r#""2012-12-06T08:58:21-0430""#;
        let utc = "2012-12-06T13:28:21";
        let chrono = read::<wire::DateTime, chrono::DateTime<chrono::Utc>>(time).unwrap();
        assert_eq!(chrono.to_rfc3339(), format!("{utc}+00:00"));
        assert_eq!(read::<wire::DateTime, jiff::Timestamp>(time).unwrap().to_string(), format!("{utc}Z"));
        let offset = read::<wire::DateTime, time::OffsetDateTime>(time).unwrap();
        assert_eq!(offset.unix_timestamp(), chrono.timestamp());
        assert_eq!(
            read::<wire::Date, jiff::civil::Date>(r#""2012-07-04""#).unwrap().to_string(),
            "2012-07-04"
        );
        assert_eq!(read::<wire::Money, rust_decimal::Decimal>(r#""3.98""#).unwrap().to_string(), "3.98");
        let error = read::<wire::Date, chrono::NaiveDate>(r#""soon""#).unwrap_err();
        assert!(error.contains("expected a date"), "{error}");
    }
}
