//! Access tokens, with a type per kind. The token itself is never printed.

use std::{fmt, sync::Arc};

use super::{Anyone, Friend, Marker, Me, Other, ReachedWith};

/// The token itself, hidden by `Debug`.
#[derive(Clone, PartialEq, Eq)]
struct Secret(Arc<str>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hidden")
    }
}

/// A kind of access token that a [`Client`](crate::Client) can hold.
pub trait TokenKind: Clone + Send + Sync + 'static {
    /// The token to send, if any.
    #[doc(hidden)]
    fn secret(&self) -> Option<Arc<str>>;
}

macro_rules! token_kinds {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// The token never appears in `Debug` output, errors or URLs.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(Secret);

        impl $name {
            /// Wraps a token. Surrounding whitespace, such as a trailing newline from a file, is trimmed.
            pub fn new(text: impl Into<String>) -> Self {
                Self(Secret(text.into().trim().into()))
            }

            /// The token in plain text, for storage. Protect it like a password.
            pub fn expose(&self) -> &str {
                &self.0.0
            }
        }

        impl TokenKind for $name {
            fn secret(&self) -> Option<Arc<str>> {
                Some(self.0.0.clone())
            }
        }
    )*};
}

token_kinds! {
    /// A person's access token. `me` is that person.
    UserToken;
    /// The access token of a system user of a business. `me` is the system user. Accepted wherever a user token is.
    SystemUserToken;
    /// A Page's access token.
    PageToken;
    /// An app's access token.
    AppToken;
    /// A token of a kind known only at run time. Accepted by every call at compile time; the server checks it.
    AnyToken;
}

impl AppToken {
    /// Builds an app token from the app's id and secret, without a call.
    pub fn from_secret(app_id: &str, app_secret: &str) -> Self {
        Self::new(format!("{app_id}|{app_secret}"))
    }
}

/// No access token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoToken;

impl TokenKind for NoToken {
    fn secret(&self) -> Option<Arc<str>> {
        None
    }
}

impl From<&crate::value::Secret> for PageToken {
    /// A Page token as returned by `accounts`.
    fn from(secret: &crate::value::Secret) -> Self {
        Self::new(secret.expose())
    }
}

impl ReachedWith<UserToken> for Me {}
impl ReachedWith<SystemUserToken> for Me {}
impl ReachedWith<AnyToken> for Me {}
impl<K> ReachedWith<K> for Friend {}
impl<K> ReachedWith<K> for Other {}
impl<K> ReachedWith<K> for Anyone {}

/// The accepted token kinds of a call or field, which include `K` for data of `T`.
pub trait AcceptsToken<T, K> {}

/// Sets of accepted token kinds, as types. Generated code attaches them to operations and fields.
pub mod accepts {
    use super::{AcceptsToken, AnyToken, AppToken, Marker, NoToken, PageToken, SystemUserToken, UserToken};
    use crate::facts::{Anyone, Friend, Holding, Me, Other};

    // Messages are spelled out because the attribute accepts only literals.
    macro_rules! sets {
        ($($set:ident, $leaf:ident, $doc:literal: $message:literal, $label:literal, $note:literal; $($kind:ident)*;)*) => {$(
            #[doc = $doc]
            pub struct $set;
            #[doc = $doc]
            #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
            pub trait $leaf {}
            $(impl $leaf for $kind {})*
            impl $leaf for AnyToken {}
            // Messages are about the token alone.
            #[diagnostic::do_not_recommend]
            impl<K: $leaf, A> $leaf for Holding<K, A> {}
            impl<T, K: $leaf> AcceptsToken<T, K> for $set {}
        )*};
    }

    sets! {
        NoTokenRequired, IsAnything, "Accepts any client, with or without a token.":
            "`{Self}` is not a token kind",
            "expected a token kind",
            "use a client from a `Graph`";
            UserToken SystemUserToken AppToken PageToken NoToken;
        AnyKind, IsToken, "Requires an access token of any kind.":
            "this requires an access token, but the client holds a `{Self}`",
            "requires an access token",
            "use a client from `graph.with(UserToken::new(..))`";
            UserToken SystemUserToken AppToken PageToken;
        User, IsUser, "Requires a user token.":
            "this requires a user token, but the client holds a `{Self}`",
            "requires a user token",
            "use a client from `graph.with(UserToken::new(..))`";
            UserToken SystemUserToken;
        App, IsApp, "Requires an app token.":
            "this requires an app token, but the client holds a `{Self}`",
            "requires an app token",
            "use a client from `graph.with(AppToken::new(..))`";
            AppToken;
        Page, IsPage, "Requires a Page token.":
            "this requires a Page token, but the client holds a `{Self}`",
            "requires a Page token",
            "use a client from `graph.with(PageToken::new(..))`";
            PageToken;
        UserOrApp, IsUserOrApp, "Requires a user or app token.":
            "this requires a user or app token, but the client holds a `{Self}`",
            "requires a user or app token",
            "use a client from `graph.with(UserToken::new(..))` or `graph.with(AppToken::new(..))`";
            UserToken SystemUserToken AppToken;
        UserOrPage, IsUserOrPage, "Requires a user or Page token.":
            "this requires a user or Page token, but the client holds a `{Self}`",
            "requires a user or Page token",
            "use a client from `graph.with(UserToken::new(..))` or `graph.with(PageToken::new(..))`";
            UserToken SystemUserToken PageToken;
        AppOrPage, IsAppOrPage, "Requires an app or Page token.":
            "this requires an app or Page token, but the client holds a `{Self}`",
            "requires an app or Page token",
            "use a client from `graph.with(AppToken::new(..))` or `graph.with(PageToken::new(..))`";
            AppToken PageToken;
    }

    /// Separate sets for data of the current user, of a friend, and of others.
    pub struct PerTarget<Own, OfFriend, OfOther>(Marker<(Own, OfFriend, OfOther)>);
    impl<A: AcceptsToken<Me, K>, B, C, K> AcceptsToken<Me, K> for PerTarget<A, B, C> {}
    impl<A, B: AcceptsToken<Friend, K>, C, K> AcceptsToken<Friend, K> for PerTarget<A, B, C> {}
    impl<A, B, C: AcceptsToken<Other, K>, K> AcceptsToken<Other, K> for PerTarget<A, B, C> {}
    impl<A, B, C, K> AcceptsToken<Anyone, K> for PerTarget<A, B, C> {}
}
