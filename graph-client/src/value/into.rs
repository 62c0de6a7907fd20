//! What may be given for a parameter: conversions that say in words what is expected.

use std::{borrow::Cow, rc::Rc, sync::Arc};

use super::Open;

/// What may be given where text is wanted: `&str`, `String` and their like.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no text",
    label = "a text is expected here",
    note = "give a `&str` or a `String`"
)]
pub trait AsText {
    /// The text.
    fn as_text(&self) -> &str;
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

// Not whatever is seen as a `str`: an id of a node is no text that belongs somewhere else.
texts! { &str &&str String &String Cow<'_, str> Box<str> Rc<str> Arc<str> }

/// What may be given where a word of the enum `E` is wanted: one of its variants, or an [`Open`] word.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no word of `{E}`",
    label = "a word of `{E}` is expected here",
    note = "its words are the variants of `{E}`; for one that is newer than the schema, give `Open::parse(\"..\")`"
)]
pub trait IntoWord<E> {
    /// The word.
    fn into_word(self) -> Open<E>;
}

#[diagnostic::do_not_recommend]
impl<E, T: Into<Open<E>>> IntoWord<E> for T {
    fn into_word(self) -> Open<E> {
        self.into()
    }
}
