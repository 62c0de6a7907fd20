//! Compares two schemas, and classifies each change by whether it breaks Rust code generated from them.
//!
//! ```
//! use graph_schema::diff::{Verdict, compare};
//!
//! let old = graph_schema::parse(&[("graph.json", r#"{ "enums": { "Gender": { "words": ["female", "male"] } } }"#)]);
//! let new = graph_schema::parse(&[("graph.json", r#"{ "enums": { "Gender": { "words": ["female"] } } }"#)]);
//! let changes = compare(&old.schema, &new.schema);
//! assert_eq!(changes.verdict(), Verdict::Major);
//! assert_eq!(changes.list[0].to_string(), "Gender.male: value removed");
//! ```
//!
//! `docs/compatibility.md` lists the rules.

mod access;
mod grants;
mod node;
mod operation;
mod rules;
mod union;
mod value;
mod webhook;

use std::fmt;

use crate::model::Schema;

/// The effect of a change on code written against the old schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// No effect on code: documentation and similar changes.
    Patch,
    /// Compatible: adds or relaxes something.
    Minor,
    /// Breaking: code may fail to compile, be rejected by the server, or get less than before.
    Major,
}

impl Verdict {
    /// The name, such as `major`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// An item was added.
    Added,
    /// An item was removed. A rename is a removal and an addition.
    Removed,
    /// A type changed.
    Type,
    /// A parameter became required or optional, or the order of arguments changed.
    Required,
    /// A rule that involves several parameters was added, removed or changed.
    Rule,
    /// How reliably a field is returned.
    Presence,
    /// The required permissions.
    Permission,
    /// The accepted access tokens.
    Token,
    /// A limit of a value, or a rule about the members of an object: checked when a call is made.
    Limit,
    /// The paging style of a list.
    Paging,
    /// Where and how a call is sent: method, path, host, encoding.
    Wire,
    /// The response.
    Answer,
    /// The handling of an error.
    Retry,
    /// An item was deprecated or undeprecated.
    Deprecated,
    /// Documentation, or another property without effect on code.
    Doc,
}

impl ChangeKind {
    /// The name, such as `major`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Type => "type",
            Self::Required => "required",
            Self::Rule => "rule",
            Self::Presence => "presence",
            Self::Permission => "permission",
            Self::Token => "token",
            Self::Limit => "limit",
            Self::Paging => "paging",
            Self::Wire => "wire",
            Self::Answer => "answer",
            Self::Retry => "retry",
            Self::Deprecated => "deprecated",
            Self::Doc => "doc",
        }
    }
}

/// A change. Displays as the changed item and the change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of change.
    pub kind: ChangeKind,
    /// The changed item: `User.birthday`, `user.events.create(location)`, `Gender.male`.
    pub place: String,
    /// A description of the change.
    pub what: String,
    /// The effect on existing code.
    pub verdict: Verdict,
}

impl Change {
    /// Returns whether code written against the old schema may break.
    pub fn is_breaking(&self) -> bool {
        self.verdict == Verdict::Major
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// All changes, in the order of the old schema, with additions after existing items of the same kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The changes.
    pub list: Vec<Change>,
}

impl Changes {
    /// Returns the verdict of the most severe change, which determines the next version.
    pub fn verdict(&self) -> Verdict {
        self.list.iter().map(|change| change.verdict).max().unwrap_or(Verdict::Patch)
    }

    fn add(&mut self, kind: ChangeKind, verdict: Verdict, place: &str, what: impl Into<String>) {
        self.list.push(Change { kind, place: place.to_owned(), what: what.into(), verdict });
    }

    fn added(&mut self, place: &str, what: &str) {
        self.add(ChangeKind::Added, Verdict::Minor, place, format!("{what} added"));
    }

    fn removed(&mut self, place: &str, what: &str) {
        self.add(ChangeKind::Removed, Verdict::Major, place, format!("{what} removed"));
    }

    /// Adds a change of a property, unless both values are equal.
    fn changed<T: PartialEq + fmt::Display>(
        &mut self,
        (kind, verdict): (ChangeKind, Verdict),
        place: &str,
        what: &str,
        (old, new): (T, T),
    ) {
        if old != new {
            self.add(kind, verdict, place, format!("{what} changed from `{old}` to `{new}`"));
        }
    }

    /// Adds changes of the documentation and note.
    fn doc(&mut self, place: &str, old: (&str, Option<&str>), new: (&str, Option<&str>)) {
        if old.0 != new.0 {
            self.add(ChangeKind::Doc, Verdict::Patch, place, "documentation changed");
        }
        if old.1 != new.1 {
            self.add(ChangeKind::Doc, Verdict::Patch, place, "note changed");
        }
    }

    /// Adds a change of the deprecation.
    fn deprecated(&mut self, place: &str, old: Option<&str>, new: Option<&str>) {
        let (verdict, what) = match (old, new) {
            (None, Some(why)) => (Verdict::Minor, format!("deprecated: {why}")),
            (Some(_), None) => (Verdict::Minor, "no longer deprecated".to_owned()),
            (Some(old), Some(new)) if old != new => (Verdict::Patch, "deprecation text changed".to_owned()),
            _ => return,
        };
        self.add(ChangeKind::Deprecated, verdict, place, what);
    }
}

/// Compares two schemas. Both must have no errors.
pub fn compare(old: &Schema, new: &Schema) -> Changes {
    let mut changes = Changes::default();
    let both = Both { old, new };
    both.api(&mut changes);
    both.nodes(&mut changes);
    both.enums(&mut changes);
    both.unions(&mut changes);
    both.permissions(&mut changes);
    both.errors(&mut changes);
    both.webhooks(&mut changes);
    changes
}

/// The two schemas.
#[derive(Clone, Copy)]
struct Both<'a> {
    old: &'a Schema,
    new: &'a Schema,
}

/// Pairs the items of two lists. Items without a counterpart were removed or added.
fn pairs<'a, T>(
    old: &'a [T],
    new: &'a [T],
    same: impl Fn(&T, &T) -> bool,
) -> impl Iterator<Item = (Option<&'a T>, Option<&'a T>)> {
    let matched: Vec<_> =
        old.iter().map(|item| (Some(item), new.iter().find(|other| same(item, other)))).collect();
    let fresh: Vec<_> = new
        .iter()
        .filter(|item| !old.iter().any(|other| same(other, item)))
        .map(|item| (None, Some(item)))
        .collect();
    matched.into_iter().chain(fresh)
}
