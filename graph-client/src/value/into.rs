//! Conversions of parameter values, with readable compile errors.

use std::{borrow::Cow, rc::Rc, sync::Arc};

use super::Open;

/// Types accepted as a string parameter: `&str`, `String` and the standard smart pointers to `str`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a string",
    label = "expected a string",
    note = "pass a `&str` or a `String`"
)]
pub trait AsText {
    /// The string.
    fn as_text(&self) -> &str;

    /// The string, copied unless it is a `String`.
    fn into_text(self) -> String
    where
        Self: Sized,
    {
        self.as_text().to_owned()
    }
}

/// The text of an argument, for a value that stores it.
#[inline]
pub fn owned(text: impl AsText) -> String {
    text.into_text()
}

macro_rules! texts {
    ($($ty:ty)*) => {$(
        impl AsText for $ty {
            fn as_text(&self) -> &str {
                self
            }
        }
    )*};
}

// Not every `AsRef<str>`: an `Id` must not be accepted as an arbitrary string.
texts! { &str &&str &String Cow<'_, str> Box<str> Rc<str> Arc<str> }

impl AsText for String {
    fn as_text(&self) -> &str {
        self
    }

    fn into_text(self) -> String {
        self
    }
}

/// Types accepted as a value of the schema enum `E`: its variants, and [`Open`] for values that the schema lacks.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a variant of `{E}`",
    label = "expected a variant of `{E}`",
    note = "for a value that the schema does not list, pass `Open::parse(\"..\")`"
)]
pub trait IntoWord<E> {
    /// Converts to the enum value.
    fn into_word(self) -> Open<E>;
}

#[diagnostic::do_not_recommend]
impl<E, T: Into<Open<E>>> IntoWord<E> for T {
    fn into_word(self) -> Open<E> {
        self.into()
    }
}
