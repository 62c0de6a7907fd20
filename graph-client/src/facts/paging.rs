//! Paging styles of lists, as types.

/// Paged with `after` and `before`.
#[derive(Clone, Copy, Debug)]
pub struct Cursors;
/// Paged with `since` and `until`.
#[derive(Clone, Copy, Debug)]
pub struct Times;
/// Paged with `offset`.
#[derive(Clone, Copy, Debug)]
pub struct Offsets;
/// Not paged: all items are on one page.
#[derive(Clone, Copy, Debug)]
pub struct OnePage;
/// Undocumented: all paging parameters are allowed.
#[derive(Clone, Copy, Debug)]
pub struct Unknown;

macro_rules! styles {
    ($($(#[$doc:meta])* $name:ident for $($style:ident)*: $message:literal, $note:literal;)*) => {$(
        $(#[$doc])*
        #[diagnostic::on_unimplemented(
            message = $message,
            label = "the server would ignore this",
            note = $note,
            note = "`limit` works on every list; `items` and `pages` of a client fetch further pages automatically"
        )]
        pub trait $name {}
        $(impl $name for $style {})*
    )*};
}

styles! {
    /// Lists paged by cursors.
    ByCursor for Cursors Unknown:
        "this list is paged by `{Self}`, not by cursors", "`after` and `before` require a list paged by `Cursors`";
    /// Lists paged by time.
    ByTime for Times Unknown:
        "this list is paged by `{Self}`, not by time", "`since` and `until` require a list paged by `Times`";
    /// Lists paged by offset.
    ByOffset for Offsets Unknown:
        "this list is paged by `{Self}`, not by offset", "`offset` requires a list paged by `Offsets`";
}
