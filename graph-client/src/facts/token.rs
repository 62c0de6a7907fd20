//! Access tokens: their kinds are types, their text is never printed.

use std::{fmt, sync::Arc};

use super::{Anyone, Friend, Marker, Me, Other, ReachedWith};

/// The text of a token. It shows itself to nobody but the transport.
#[derive(Clone, PartialEq, Eq)]
struct Secret(Arc<str>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("hidden")
    }
}

/// A kind of access token that a [`Client`](crate::Client) can hold.
pub trait TokenKind: Clone + Send + Sync + 'static {
    /// The text to send, where there is one.
    #[doc(hidden)]
    fn secret(&self) -> Option<Arc<str>>;
}

macro_rules! token_kinds {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Its text is shown by nothing: not by `Debug`, not by errors, not by addresses.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(Secret);

        impl $name {
            /// A token from its text. White space around it, as a file or a shell leaves it, is dropped.
            pub fn new(text: impl Into<String>) -> Self {
                Self(Secret(text.into().trim().into()))
            }

            /// Its text, for keeping it: as safe as a password.
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
    /// A person's access token: `me` is that person.
    UserToken;
    /// A Page's access token.
    PageToken;
    /// An app's own access token.
    AppToken;
    /// A token of a kind that is known only at run time; the server alone judges it.
    AnyToken;
}

impl AppToken {
    /// The token that an app may make for itself, without a call: its id and its secret.
    pub fn from_secret(app_id: &str, app_secret: &str) -> Self {
        Self::new(format!("{app_id}|{app_secret}"))
    }
}

/// No token at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoToken;

impl TokenKind for NoToken {
    fn secret(&self) -> Option<Arc<str>> {
        None
    }
}

impl From<&crate::value::Secret> for PageToken {
    /// The token of a Page that `accounts` gave.
    fn from(secret: &crate::value::Secret) -> Self {
        Self::new(secret.expose())
    }
}

impl ReachedWith<UserToken> for Me {}
impl ReachedWith<AnyToken> for Me {}
impl<K> ReachedWith<K> for Friend {}
impl<K> ReachedWith<K> for Other {}
impl<K> ReachedWith<K> for Anyone {}

/// That a call or field takes the token kind `K` when it reaches data of `T`.
pub trait Takes<T, K> {}

/// Which kinds are accepted, as types: what stands on operations and fields.
pub mod accepts {
    use super::{AnyToken, AppToken, Marker, NoToken, PageToken, Takes, UserToken};
    use crate::facts::{Anyone, Friend, Me, Other};

    // The messages stand here whole: the attribute takes literals only.
    macro_rules! sets {
        ($($set:ident, $leaf:ident, $doc:literal: $message:literal, $label:literal, $note:literal; $($kind:ident)*;)*) => {$(
            #[doc = $doc]
            pub struct $set;
            #[doc = $doc]
            #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
            pub trait $leaf {}
            $(impl $leaf for $kind {})*
            impl $leaf for AnyToken {}
            impl<T, K: $leaf> Takes<T, K> for $set {}
        )*};
    }

    sets! {
        Without, IsAnything, "No token is needed.":
            "this takes every client, and `{Self}` is no token kind",
            "not a token kind",
            "take a client from a `Graph`";
            UserToken AppToken PageToken NoToken;
        AnyKind, IsToken, "Any token, but there must be one.":
            "this takes an access token, and the client holds a `{Self}`",
            "needs an access token",
            "take a client from `graph.with(UserToken::new(..))`";
            UserToken AppToken PageToken;
        User, IsUser, "A user token.":
            "this takes a user token, and the client holds a `{Self}`",
            "needs a user token",
            "take a client from `graph.with(UserToken::new(..))`";
            UserToken;
        App, IsApp, "An app token.":
            "this takes an app token, and the client holds a `{Self}`",
            "needs an app token",
            "take a client from `graph.with(AppToken::new(..))`";
            AppToken;
        Page, IsPage, "A Page token.":
            "this takes a Page token, and the client holds a `{Self}`",
            "needs a Page token",
            "take a client from `graph.with(PageToken::new(..))`";
            PageToken;
        UserOrApp, IsUserOrApp, "A user or app token.":
            "this takes a user or app token, and the client holds a `{Self}`",
            "needs a user or app token",
            "take a client from `graph.with(UserToken::new(..))` or `graph.with(AppToken::new(..))`";
            UserToken AppToken;
        UserOrPage, IsUserOrPage, "A user or Page token.":
            "this takes a user or Page token, and the client holds a `{Self}`",
            "needs a user or Page token",
            "take a client from `graph.with(UserToken::new(..))` or `graph.with(PageToken::new(..))`";
            UserToken PageToken;
        AppOrPage, IsAppOrPage, "An app or Page token.":
            "this takes an app or Page token, and the client holds a `{Self}`",
            "needs an app or Page token",
            "take a client from `graph.with(AppToken::new(..))` or `graph.with(PageToken::new(..))`";
            AppToken PageToken;
    }

    /// One set for oneself, another one for friends, a third one for others.
    pub struct PerTarget<Own, OfFriend, OfOther>(Marker<(Own, OfFriend, OfOther)>);
    impl<A: Takes<Me, K>, B, C, K> Takes<Me, K> for PerTarget<A, B, C> {}
    impl<A, B: Takes<Friend, K>, C, K> Takes<Friend, K> for PerTarget<A, B, C> {}
    impl<A, B, C: Takes<Other, K>, K> Takes<Other, K> for PerTarget<A, B, C> {}
    impl<A, B, C, K> Takes<Anyone, K> for PerTarget<A, B, C> {}
}
