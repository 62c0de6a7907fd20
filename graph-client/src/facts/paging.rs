//! Paging styles of lists, as types.

use super::Marker;

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

/// Which paging setters of a list come from [`List`](crate::api::List): each is [`Shared`], or [`Own`] if the schema
/// has a parameter of that name.
pub struct Setters<Limit, After, Before, Since, Until, Offset>(
    Marker<(Limit, After, Before, Since, Until, Offset)>,
);
/// A setter that all lists share.
#[derive(Clone, Copy, Debug)]
pub struct Shared;
/// A setter of a parameter of the list itself.
#[derive(Clone, Copy, Debug)]
pub struct Own;
/// The setters of a list without such parameters.
pub type AllShared = Setters<Shared, Shared, Shared, Shared, Shared, Shared>;

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
