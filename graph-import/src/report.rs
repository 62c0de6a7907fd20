//! The report: what could not be converted, or not exactly.

use std::fmt;

use graph_schema::render::printable;

/// Everything that could not be converted, or not exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The rows, sorted by kind, spec and place, without duplicates.
    pub rows: Vec<Row>,
}

/// One entry of the report.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// The kind of problem.
    pub kind: Kind,
    /// The spec, by its name in the catalogue; `enum_types` for enums.
    pub spec: String,
    /// The place in the spec: `field name`, `GET edge`, `POST edge, parameter name`.
    pub place: String,
    /// What the catalogue has, and what it was converted to.
    pub text: String,
}

/// A kind of problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Not in the format of a catalogue.
    Malformed,
    /// A key whose meaning is unknown.
    UnknownKey,
    /// A method that the schema language does not have.
    UnknownMethod,
    /// A type with invalid syntax.
    UnknownType,
    /// A name that the schema language does not allow.
    BadName,
    /// A duplicate.
    Duplicate,
    /// The schema language cannot express it.
    Unsupported,
    /// A type that the catalogue does not describe. Its values are JSON.
    Undescribed,
    /// A write of which the catalogue only repeats the node that it is called on. What it answers is kept whole.
    UnknownAnswer,
    /// A node that was not requested. The schema has a stub of it.
    NotRequested,
    /// A type with another name in the schema.
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
        Self::Duplicate,
        Self::Unsupported,
        Self::Undescribed,
        Self::UnknownAnswer,
        Self::NotRequested,
        Self::Renamed,
    ];

    /// The heading for rows of this kind.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Malformed => "malformed entries",
            Self::UnknownKey => "unknown keys",
            Self::UnknownMethod => "unknown methods",
            Self::UnknownType => "types with invalid syntax",
            Self::BadName => "names that the schema language does not allow",
            Self::Duplicate => "duplicates",
            Self::Unsupported => "not supported by the schema language",
            Self::Undescribed => "types that the catalogue does not describe",
            Self::UnknownAnswer => "writes whose answer the catalogue does not describe",
            Self::NotRequested => "nodes that were not requested",
            Self::Renamed => "renamed types",
        }
    }
}

impl Kind {
    /// Whether something in the catalogue is missing in the schema.
    pub fn is_loss(self) -> bool {
        match self {
            Self::Malformed
            | Self::UnknownKey
            | Self::UnknownMethod
            | Self::UnknownType
            | Self::BadName
            | Self::Duplicate
            | Self::Unsupported => true,
            Self::Undescribed | Self::UnknownAnswer | Self::NotRequested | Self::Renamed => false,
        }
    }
}

impl Report {
    /// The rows that are losses.
    pub fn losses(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.kind.is_loss())
    }

    /// The number of rows of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.rows.iter().filter(|row| row.kind == kind).count()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    pub(crate) fn add(&mut self, kind: Kind, spec: &str, place: &str, text: impl Into<String>) {
        self.rows.push(Row { kind, spec: spec.to_owned(), place: place.to_owned(), text: text.into() });
    }

    /// Sorts the rows, so that the report is deterministic.
    pub(crate) fn sorted(mut self) -> Self {
        self.rows.sort();
        self.rows.dedup();
        self
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for kind in Kind::ALL.iter().copied().filter(|kind| self.count(*kind) > 0) {
            let lost = if kind.is_loss() { "" } else { ", no loss" };
            writeln!(f, "{} ({}{lost}):", kind.meaning(), self.count(kind))?;
            for row in self.rows.iter().filter(|row| row.kind == kind) {
                let (spec, text) = (printable(&row.spec), printable(&row.text));
                match printable(&row.place).as_ref() {
                    "" => writeln!(f, "  {spec}: {text}")?,
                    place => writeln!(f, "  {spec}, {place}: {text}")?,
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Report};

    #[test]
    fn a_row_is_one_line() {
        let mut report = Report::default();
        report.add(Kind::BadName, "A\nB", "field \u{1b}[2J", "`x\ry`; omitted");
        let shown = report.to_string();
        assert!(shown.ends_with("  A\\nB, field \\u{1b}[2J: `x\\ry`; omitted\n"), "{shown:?}");
    }
}
