//! How a list is paged, as types.

/// Paged by `after` and `before`.
#[derive(Clone, Copy, Debug)]
pub struct Cursors;
/// Paged by `since` and `until`.
#[derive(Clone, Copy, Debug)]
pub struct Times;
/// Paged by `offset`.
#[derive(Clone, Copy, Debug)]
pub struct Offsets;
/// Everything is on one page.
#[derive(Clone, Copy, Debug)]
pub struct OnePage;
/// Nobody wrote down how: everything may be tried.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

macro_rules! styles {
    ($($(#[$doc:meta])* $name:ident for $($style:ident)*: $message:literal, $note:literal;)*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(
            message = $message,
            label = "the server would not heed it",
            note = $note,
            note = "`limit` goes with every list; `items` and `pages` of a client go on by themselves"
        )]
        pub trait $name {}
        $(impl $name for $style {})*
    )*};
}

styles! {
    /// That a list is paged by cursors.
    ByCursor for Cursors Unknown:
        "this list is not paged by cursors, but by `{Self}`", "`after` and `before` go with a list of `Cursors`";
    /// That a list is paged by time.
    ByTime for Times Unknown:
        "this list is not paged by time, but by `{Self}`", "`since` and `until` go with a list of `Times`";
    /// That a list is paged by offset.
    ByOffset for Offsets Unknown:
        "this list is not paged by offset, but by `{Self}`", "`offset` goes with a list of `Offsets`";
}
