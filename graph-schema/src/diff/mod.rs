//! What changed between two schemas, and whether it breaks the Rust code that is made of them.
//!
//! ```
//! use graph_schema::diff::{Verdict, compare};
//!
//! let old = graph_schema::parse(&[("graph.json", r#"{ "enums": { "Gender": { "words": ["female", "male"] } } }"#)]);
//! let new = graph_schema::parse(&[("graph.json", r#"{ "enums": { "Gender": { "words": ["female"] } } }"#)]);
//! let changes = compare(&old.schema, &new.schema);
//! assert_eq!(changes.verdict(), Verdict::Major);
//! assert_eq!(changes.list[0].to_string(), "Gender.male: the word was removed");
//! ```
//!
//! The rules are on the page `docs/compatibility.md` of the project.

mod access;
mod node;
mod operation;
mod rules;

use std::fmt;

use crate::model::Schema;

/// How much of what was written against the old schema may break.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Nothing, and nothing is new: texts and facts that no code sees.
    Patch,
    /// Nothing; something is new.
    Minor,
    /// Code may not compile any more, may be refused, or may not get what it got.
    Major,
}

impl Verdict {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// Something is there that was not.
    Added,
    /// Something is not there any more; a new name is a removal and an addition.
    Removed,
    /// A type is another.
    Type,
    /// What could be left out is required, or the reverse.
    Required,
    /// A rule across parameters came, went or is another.
    Rule,
    /// How sure one can be to get a field.
    Presence,
    /// Who must have granted what.
    Permission,
    /// Which access tokens are accepted.
    Token,
    /// A length or range.
    Limit,
    /// How a list is paged.
    Paging,
    /// Where and how a call is sent: method, path, host, encoding.
    Wire,
    /// What is answered.
    Answer,
    /// How an error is dealt with.
    Retry,
    /// Something is, or is no longer, going away.
    Deprecated,
    /// A text for people, or another fact that no code sees.
    Doc,
}

impl ChangeKind {
    /// The word for it.
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

/// One change. As text it names the place and what happened there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// Where: `User.birthday`, `user.events.create(location)`, `Gender.male`.
    pub place: String,
    /// What happened there, in words.
    pub what: String,
    /// How much it may break.
    pub verdict: Verdict,
}

impl Change {
    /// Whether code that was written against the old schema may not compile, be refused, or not get
    /// what it got.
    pub fn is_breaking(&self) -> bool {
        self.verdict == Verdict::Major
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// All changes, in the order of the old schema, what is new of a kind behind what there was.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Each of them.
    pub list: Vec<Change>,
}

impl Changes {
    /// What the next version has to be: as much as the gravest of the changes.
    pub fn verdict(&self) -> Verdict {
        self.list.iter().map(|change| change.verdict).max().unwrap_or(Verdict::Patch)
    }

    fn add(&mut self, kind: ChangeKind, verdict: Verdict, place: &str, what: impl Into<String>) {
        self.list.push(Change { kind, place: place.to_owned(), what: what.into(), verdict });
    }

    fn added(&mut self, place: &str, what: &str) {
        self.add(ChangeKind::Added, Verdict::Minor, place, format!("the {what} is new"));
    }

    fn removed(&mut self, place: &str, what: &str) {
        self.add(ChangeKind::Removed, Verdict::Major, place, format!("the {what} was removed"));
    }

    /// A fact of the same name that is another.
    fn turned<T: PartialEq + fmt::Display>(
        &mut self,
        (kind, verdict): (ChangeKind, Verdict),
        place: &str,
        what: &str,
        (old, new): (T, T),
    ) {
        if old != new {
            self.add(kind, verdict, place, format!("the {what} was `{old}` and is `{new}`"));
        }
    }

    /// Texts for people.
    fn doc(&mut self, place: &str, old: (&str, Option<&str>), new: (&str, Option<&str>)) {
        if old.0 != new.0 {
            self.add(ChangeKind::Doc, Verdict::Patch, place, "the text is another");
        }
        if old.1 != new.1 {
            self.add(ChangeKind::Doc, Verdict::Patch, place, "the note is another");
        }
    }

    /// Whether it is going away.
    fn deprecated(&mut self, place: &str, old: Option<&str>, new: Option<&str>) {
        let (verdict, what) = match (old, new) {
            (None, Some(why)) => (Verdict::Minor, format!("it is deprecated now: {why}")),
            (Some(_), None) => (Verdict::Minor, "it is not deprecated any more".to_owned()),
            (Some(old), Some(new)) if old != new => {
                (Verdict::Patch, "the text of the deprecation is another".to_owned())
            }
            _ => return,
        };
        self.add(ChangeKind::Deprecated, verdict, place, what);
    }
}

/// Every change from one schema to another. Both have no errors.
pub fn compare(old: &Schema, new: &Schema) -> Changes {
    let mut changes = Changes::default();
    let both = Both { old, new };
    both.api(&mut changes);
    both.nodes(&mut changes);
    both.enums(&mut changes);
    both.permissions(&mut changes);
    both.errors(&mut changes);
    changes
}

/// The two schemas.
#[derive(Clone, Copy)]
struct Both<'a> {
    old: &'a Schema,
    new: &'a Schema,
}

/// What has a name in both is compared; the rest was removed or is new.
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
