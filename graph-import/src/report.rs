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

/// A kind of problem, in the order of the report: losses, then what is imprecise in answers, then the rest.
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
    /// A write of which the catalogue only repeats the node that it is called on. What it answers is kept whole.
    UnknownAnswer,
    /// A type in answers that the catalogue does not describe. Its values are JSON.
    Undescribed,
    /// A type of a parameter that the catalogue does not describe. Its values are JSON.
    UndescribedParam,
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
        Self::UnknownAnswer,
        Self::Undescribed,
        Self::UndescribedParam,
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
            Self::UnknownAnswer => "writes whose answer the catalogue does not describe",
            Self::Undescribed => "types in answers that the catalogue does not describe",
            Self::UndescribedParam => "types of parameters that the catalogue does not describe",
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
            Self::UnknownAnswer
            | Self::Undescribed
            | Self::UndescribedParam
            | Self::NotRequested
            | Self::Renamed => false,
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

    /// The same in short: the number of rows of each kind, and at most so many of them, of different specs if possible.
    pub fn summary(&self, examples: usize) -> impl fmt::Display + '_ {
        Summary { report: self, examples }
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

impl Report {
    /// The rows by kind. At most so many of each kind, with the number of the others.
    fn write(&self, f: &mut fmt::Formatter<'_>, most: Option<usize>) -> fmt::Result {
        for kind in Kind::ALL.iter().copied() {
            let rows: Vec<&Row> = self.rows.iter().filter(|row| row.kind == kind).collect();
            if rows.is_empty() {
                continue;
            }
            let lost = if kind.is_loss() { "" } else { ", no loss" };
            writeln!(f, "{} ({}{lost}):", kind.meaning(), rows.len())?;
            let shown = most.map_or_else(|| rows.clone(), |most| examples(&rows, most));
            for row in &shown {
                row.write(f)?;
            }
            if shown.len() < rows.len() {
                writeln!(f, "  and {} more", rows.len() - shown.len())?;
            }
        }
        Ok(())
    }
}

impl Row {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (spec, text) = (printable(&self.spec), printable(&self.text));
        match printable(&self.place).as_ref() {
            "" => writeln!(f, "  {spec}: {text}"),
            place => writeln!(f, "  {spec}, {place}: {text}"),
        }
    }
}

struct Summary<'a> {
    report: &'a Report,
    examples: usize,
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.report.write(f, Some(self.examples))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, None)
    }
}

/// The first row of each spec; more of the first specs if there are too few. Sorted like the rows.
fn examples<'a>(rows: &[&'a Row], most: usize) -> Vec<&'a Row> {
    let is_first =
        |at: usize| at == 0 || rows.get(at - 1).map(|row| &row.spec) != rows.get(at).map(|row| &row.spec);
    let (first, others): (Vec<_>, Vec<_>) = (0..rows.len()).partition(|at| is_first(*at));
    let mut chosen: Vec<usize> = first.into_iter().chain(others).take(most).collect();
    chosen.sort_unstable();
    chosen.into_iter().filter_map(|at| rows.get(at).copied()).collect()
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{Kind, Report};

    #[test]
    fn a_summary_has_examples_of_different_specs() {
        let mut report = Report::default();
        for (kind, spec, place) in [
            (Kind::Renamed, "Moon", ""),
            (Kind::Undescribed, "Moon", "GET a"),
            (Kind::Undescribed, "Moon", "GET b"),
            (Kind::Undescribed, "Moon", "GET c"),
            (Kind::Undescribed, "Star", "GET a"),
            (Kind::BadName, "Star", "field +"),
            (Kind::BadName, "Star", "field -"),
        ] {
            report.add(kind, spec, place, "x");
        }
        expect![[r#"
            names that the schema language does not allow (2):
              Star, field +: x
              Star, field -: x
            types in answers that the catalogue does not describe (4, no loss):
              Moon, GET a: x
              Star, GET a: x
              and 2 more
            renamed types (1, no loss):
              Moon: x
        "#]]
        .assert_eq(&report.sorted().summary(2).to_string());
    }

    #[test]
    fn a_row_is_one_line() {
        let mut report = Report::default();
        report.add(Kind::BadName, "A\nB", "field \u{1b}[2J", "`x\ry`; omitted");
        let shown = report.to_string();
        assert!(shown.ends_with("  A\\nB, field \\u{1b}[2J: `x\\ry`; omitted\n"), "{shown:?}");
    }
}
