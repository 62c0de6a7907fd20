//! Required permissions and accepted tokens, as data and as text.

use std::fmt;

use graph_schema::{
    Schema,
    model::{PerTarget, PermissionId, PermissionRule, Requirement, TokenKinds},
};
use serde::Serialize;

/// A required permission. As JSON: `"name"`, `"never"`, `"unknown"`, `{"any": [..]}`, `{"all": [..]}`,
/// `{"widens": [..]}`, or `null` if none is required.
#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Demand<'a> {
    /// No permission gives access.
    Never,
    /// Not documented; the server decides.
    Unknown,
    /// Any of these.
    Any(Vec<&'a str>),
    /// All of these.
    All(Vec<Demand<'a>>),
    /// None is required; any of these adds to the answer.
    Widens(Vec<&'a str>),
    /// This one.
    #[serde(untagged)]
    Name(&'a str),
}

impl<'a> Demand<'a> {
    /// The permission of a requirement, if it has one.
    #[must_use]
    pub fn new(requirement: &Requirement, schema: &'a Schema) -> Option<Self> {
        let names = |ids: &[PermissionId]| -> Vec<&'a str> {
            ids.iter().map(|id| schema[*id].name.as_str()).collect()
        };
        let any = |ids: &Vec<PermissionId>| match names(ids).as_slice() {
            [name] => Self::Name(name),
            names => Self::Any(names.to_vec()),
        };
        match requirement {
            Requirement::None => None,
            Requirement::Never => Some(Self::Never),
            Requirement::Unknown => Some(Self::Unknown),
            Requirement::Needs(all) => match all.as_slice() {
                [one] => Some(any(one)),
                all => Some(Self::All(all.iter().map(any).collect())),
            },
            Requirement::Widens(ids) => Some(Self::Widens(names(ids))),
        }
    }
}

impl fmt::Display for Demand<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => f.write_str("never"),
            Self::Unknown => f.write_str("unknown"),
            Self::Any(names) => f.write_str(&names.join(" or ")),
            Self::All(all) => {
                for (at, demand) in all.iter().enumerate() {
                    let before = if at == 0 { "" } else { " and " };
                    match demand {
                        Self::Any(_) => write!(f, "{before}({demand})")?,
                        _ => write!(f, "{before}{demand}")?,
                    }
                }
                Ok(())
            }
            Self::Widens(names) => write!(f, "more with {}", names.join(" or ")),
            Self::Name(name) => f.write_str(name),
        }
    }
}

/// The required permissions, by whose data is accessed.
#[derive(Debug, Serialize)]
pub struct Demands<'a> {
    #[serde(rename = "self")]
    own: Option<Demand<'a>>,
    friend: Option<Demand<'a>>,
    other: Option<Demand<'a>>,
}

impl<'a> Demands<'a> {
    /// The permissions of a rule.
    #[must_use]
    pub fn new(rule: &PermissionRule, schema: &'a Schema) -> Self {
        let [own, friend, other] = rule.each().map(|requirement| Demand::new(requirement, schema));
        Self { own, friend, other }
    }
}

impl Demands<'_> {
    /// As text, for the current user, friends and others.
    #[must_use]
    pub fn each(&self) -> [String; 3] {
        let text = |demand: &Option<Demand<'_>>| {
            demand.as_ref().map_or_else(|| "none".to_owned(), Demand::to_string)
        };
        [text(&self.own), text(&self.friend), text(&self.other)]
    }
}

impl fmt::Display for Demands<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = |demand: &Option<Demand<'_>>| {
            demand.as_ref().map_or_else(|| "none".to_owned(), Demand::to_string)
        };
        let Self { own, friend, other } = self;
        if own == friend && friend == other {
            return f.write_str(&own.as_ref().map(Demand::to_string).unwrap_or_default());
        }
        write!(f, "self: {}; friend: {}", text(own), text(friend))?;
        if friend != other {
            write!(f, "; other: {}", text(other))?;
        }
        Ok(())
    }
}

/// The accepted kinds of token, by whose data is accessed.
#[derive(Debug, Serialize)]
pub struct TokensByTarget {
    #[serde(rename = "self")]
    own: Vec<&'static str>,
    friend: Vec<&'static str>,
    other: Vec<&'static str>,
}

impl TokensByTarget {
    /// `None` if the tokens are the same for everybody.
    #[must_use]
    pub fn new(rule: &PerTarget<TokenKinds>) -> Option<Self> {
        let differs = !rule.is_uniform();
        differs.then(|| Self {
            own: rule.own.names(),
            friend: rule.friend.names(),
            other: rule.other.names(),
        })
    }
}

/// Every kind of token that is accepted for any target.
#[must_use]
pub fn tokens(rule: &PerTarget<TokenKinds>) -> Vec<&'static str> {
    rule.own.or(rule.friend).or(rule.other).names()
}
