//! What did not become what the catalogue says, row by row.

use std::fmt;

/// Everything that could not be understood, or not be said in the schema language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The rows, by kind, spec and place; none stands twice.
    pub rows: Vec<Row>,
}

/// One thing that could not be understood or said.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// What kind of thing it is.
    pub kind: Kind,
    /// The spec it is in, by its name in the catalogue; `enum_types` for the enums.
    pub spec: String,
    /// Where in the spec: `field name`, `GET edge`, `POST edge, parameter name`.
    pub place: String,
    /// What is there, and what became of it.
    pub text: String,
}

/// What kind of thing was not understood or cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// It does not have the form of a catalogue.
    Malformed,
    /// A key whose meaning is unknown.
    UnknownKey,
    /// A method that the schema language does not have.
    UnknownMethod,
    /// A type that cannot be understood.
    UnknownType,
    /// A name that the schema language does not allow.
    BadName,
    /// The same thing a second time.
    Twice,
    /// The schema language has no words for it.
    Unsayable,
    /// A type that the catalogue names and does not describe: its values are read as they come.
    Undescribed,
    /// A node that was not asked for: known by its id.
    NotTaken,
    /// A type whose name is taken.
    Renamed,
}

impl Kind {
    /// Every kind, in the order of the report.
    pub const ALL: &'static [Self] = &[
        Self::Malformed,
        Self::UnknownKey,
        Self::UnknownMethod,
        Self::UnknownType,
        Self::BadName,
        Self::Twice,
        Self::Unsayable,
        Self::Undescribed,
        Self::NotTaken,
        Self::Renamed,
    ];

    /// What rows of this kind have in common.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Malformed => "not of the form of a catalogue",
            Self::UnknownKey => "keys of unknown meaning",
            Self::UnknownMethod => "unknown methods",
            Self::UnknownType => "types that cannot be understood",
            Self::BadName => "names that the schema language does not allow",
            Self::Twice => "described twice",
            Self::Unsayable => "without words in the schema language",
            Self::Undescribed => "types that the catalogue does not describe",
            Self::NotTaken => "nodes that were not asked for",
            Self::Renamed => "types under another name",
        }
    }
}

impl Kind {
    /// Whether the schema says less than the catalogue. What is not a loss is a remark.
    pub fn is_loss(self) -> bool {
        match self {
            Self::Malformed
            | Self::UnknownKey
            | Self::UnknownMethod
            | Self::UnknownType
            | Self::BadName
            | Self::Twice
            | Self::Unsayable => true,
            Self::Undescribed | Self::NotTaken | Self::Renamed => false,
        }
    }
}

impl Report {
    /// The rows that lose something.
    pub fn losses(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.kind.is_loss())
    }

    /// How many rows there are of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.rows.iter().filter(|row| row.kind == kind).count()
    }

    /// Whether everything was understood.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn add(&mut self, kind: Kind, spec: &str, place: &str, text: impl Into<String>) {
        self.rows.push(Row { kind, spec: spec.to_owned(), place: place.to_owned(), text: text.into() });
    }

    /// The same for every run, in whatever order it was collected.
    pub(crate) fn sorted(mut self) -> Self {
        self.rows.sort();
        self.rows.dedup();
        self
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for kind in Kind::ALL.iter().copied().filter(|kind| self.count(*kind) > 0) {
            let lost = if kind.is_loss() { "" } else { ", nothing is lost" };
            writeln!(f, "{} ({}{lost}):", kind.meaning(), self.count(kind))?;
            for row in self.rows.iter().filter(|row| row.kind == kind) {
                match row.place.as_str() {
                    "" => writeln!(f, "  {}: {}", row.spec, row.text)?,
                    place => writeln!(f, "  {}, {place}: {}", row.spec, row.text)?,
                }
            }
        }
        Ok(())
    }
}
