//! What may be given for a parameter: conversions that say in words what is expected.

use super::Open;

/// What may be given where text is wanted: `&str`, `String`, and whatever else is seen as a `str`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no text",
    label = "a text is expected here",
    note = "give a `&str` or a `String`"
)]
pub trait AsText {
    /// The text.
    fn as_text(&self) -> &str;
}

// Left out of messages, which otherwise would be about `AsRef`.
#[diagnostic::do_not_recommend]
impl<T: AsRef<str> + ?Sized> AsText for T {
    fn as_text(&self) -> &str {
        self.as_ref()
    }
}

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
