//! `Serialize` and `Deserialize` for values with a string form.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};

/// A value that is parsed from a string, or from the digits of an integer. Floats are rejected: they may have lost
/// digits.
pub(crate) trait FromText: Sized {
    /// What was expected, for the error message.
    const EXPECTED: &'static str;

    fn from_text(text: &str) -> Option<Self>;
}

pub(crate) fn serialize<S: Serializer>(value: &dyn fmt::Display, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(value)
}

pub(crate) fn deserialize<'de, T: FromText, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_any(TextVisitor(PhantomData))
}

struct TextVisitor<T>(PhantomData<T>);

impl<T: FromText> Visitor<'_> for TextVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text).ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        self.visit_str(&number.to_string())
    }
}

/// Implements both serde traits for a type with `Display` and [`FromText`].
macro_rules! serde_as_text {
    ($ty:ty $(, <$($param:ident $(: $bound:path)?),+>)?) => {
        impl $(<$($param $(: $bound)?),+>)? ::serde::Serialize for $ty {
            fn serialize<Ser: ::serde::Serializer>(&self, to: Ser) -> Result<Ser::Ok, Ser::Error> {
                $crate::value::text_serde::serialize(self, to)
            }
        }

        impl<'de $(, $($param $(: $bound)?),+)?> ::serde::Deserialize<'de> for $ty {
            fn deserialize<De: ::serde::Deserializer<'de>>(from: De) -> Result<Self, De::Error> {
                $crate::value::text_serde::deserialize(from)
            }
        }
    };
}
pub(crate) use serde_as_text;

/// Implements `TryFrom<&str>` by `FromStr`.
macro_rules! try_from_text {
    ($($ty:ty)*) => {$(
        impl TryFrom<&str> for $ty {
            type Error = <$ty as ::std::str::FromStr>::Err;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
    )*};
}
try_from_text! { super::Birthday super::Date super::DateTime super::EventTime super::Money }
