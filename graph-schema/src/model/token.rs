//! Kinds of access token, and which of them a call accepts.

use crate::list::List as _;
use std::fmt;

/// A kind of access token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A user token.
    User,
    /// An app token.
    App,
    /// A Page token.
    Page,
}

impl TokenKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::User, Self::App, Self::Page];

    /// The keyword of the schema language.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::App => "app",
            Self::Page => "page",
        }
    }
}

/// The kinds of access token that a call accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TokenKinds {
    /// A user token.
    pub user: bool,
    /// An app token.
    pub app: bool,
    /// A Page token.
    pub page: bool,
    /// No token at all.
    pub none: bool,
}

impl TokenKinds {
    /// Any token; one is required.
    pub const ANY: Self = Self { user: true, app: true, page: true, none: false };
    /// No token is required; any is accepted.
    pub const NONE_NEEDED: Self = Self { none: true, ..Self::ANY };
    /// No token grants access.
    pub const NEVER: Self = Self { user: false, app: false, page: false, none: false };

    /// Returns whether a kind is accepted.
    pub fn accepts(self, kind: TokenKind) -> bool {
        match kind {
            TokenKind::User => self.user,
            TokenKind::App => self.app,
            TokenKind::Page => self.page,
        }
    }

    /// Adds a kind.
    #[must_use]
    pub fn with(mut self, kind: TokenKind) -> Self {
        match kind {
            TokenKind::User => self.user = true,
            TokenKind::App => self.app = true,
            TokenKind::Page => self.page = true,
        }
        self
    }

    /// Returns the union of both sets.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            user: self.user || other.user,
            app: self.app || other.app,
            page: self.page || other.page,
            none: self.none || other.none,
        }
    }

    /// The keywords of the schema language for this set.
    pub fn names(self) -> Vec<&'static str> {
        let kinds = TokenKind::ALL.into_iter().filter(|kind| self.accepts(*kind)).map(TokenKind::name);
        kinds.chain(self.none.then_some("none")).list()
    }
}

impl fmt::Display for TokenKinds {
    /// Formats the set for messages: "a user or app token".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.none {
            return f.write_str("no token needed");
        }
        let kinds: Vec<_> =
            TokenKind::ALL.into_iter().filter(|kind| self.accepts(*kind)).map(TokenKind::name).list();
        match kinds.as_slice() {
            [] => f.write_str("no token grants access"),
            [_, _, _] => f.write_str("any access token"),
            [first, rest @ ..] => {
                write!(f, "{} {first}", if *first == "app" { "an" } else { "a" })?;
                for kind in rest {
                    write!(f, " or {kind}")?;
                }
                f.write_str(" token")
            }
        }
    }
}
