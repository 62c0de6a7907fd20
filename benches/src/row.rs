//! One row of the table, and the line it travels in from the process that measured it.

use crate::Pair;

/// What the figures of a row count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds on the clock.
    Seconds,
    /// Seconds of the processor, in user mode.
    Cpu,
    /// Bytes of memory, at the peak.
    Bytes,
}

impl Unit {
    /// As it stands in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Seconds => "seconds",
            Self::Cpu => "cpu_seconds",
            Self::Bytes => "bytes",
        }
    }

    fn of_word(word: &str) -> Option<Self> {
        [Self::Seconds, Self::Cpu, Self::Bytes].into_iter().find(|unit| unit.word() == word)
    }
}

/// Our figure next to another; a row without the other is read by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it belongs to, such as `decode`.
    pub group: String,
    /// What is measured, and against what.
    pub name: String,
    /// Our figure.
    pub ours: f64,
    /// What it stands against.
    pub other: Option<f64>,
    /// Ours by the other.
    pub ratio: Option<f64>,
    /// What both count.
    pub unit: Unit,
    /// The ratio that is wanted, or less.
    pub goal: Option<f64>,
    /// What one has to know to read it.
    pub note: String,
}

impl Row {
    /// A figure by itself.
    pub fn alone(group: &str, name: &str, unit: Unit, ours: f64) -> Self {
        let (group, name, note) = (group.to_owned(), name.to_owned(), String::new());
        Self { group, name, ours, other: None, ratio: None, unit, goal: None, note }
    }

    /// A figure against another.
    pub fn against(group: &str, name: &str, unit: Unit, ours: f64, other: f64) -> Self {
        let ratio = (other > 0.0).then_some(ours / other);
        Self { other: Some(other), ratio, ..Self::alone(group, name, unit, ours) }
    }

    /// Two times; the note says between what the middle half of the ratios lay.
    pub fn of_pair(group: &str, name: &str, pair: &Pair) -> Self {
        let [low, middle, high] = pair.ratio;
        Self {
            ratio: Some(middle),
            note: format!("{low:.2} to {high:.2}"),
            ..Self::against(group, name, Unit::Seconds, pair.ours, pair.other)
        }
    }

    /// With the ratio that is wanted.
    #[must_use]
    pub fn goal(self, goal: f64) -> Self {
        Self { goal: Some(goal), ..self }
    }

    /// With something more to know.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        if !self.note.is_empty() {
            self.note.push_str("; ");
        }
        self.note.push_str(note);
        self
    }

    /// As one line: members with tabs between them.
    pub fn line(&self) -> String {
        let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
        [
            "row".to_owned(),
            self.group.clone(),
            self.name.clone(),
            self.ours.to_string(),
            number(self.other),
            number(self.ratio),
            self.unit.word().to_owned(),
            number(self.goal),
            self.note.clone(),
        ]
        .map(|member| member.replace(['\t', '\n'], " "))
        .join("\t")
    }

    /// Reads what [`line`](Self::line) wrote; none for any other line.
    pub fn read(line: &str) -> Option<Self> {
        let members: Vec<&str> = line.split('\t').collect();
        let ["row", group, name, ours, other, ratio, unit, goal, note] = members[..] else { return None };
        Some(Self {
            group: group.to_owned(),
            name: name.to_owned(),
            ours: ours.parse().ok()?,
            other: other.parse().ok(),
            ratio: ratio.parse().ok(),
            unit: Unit::of_word(unit)?,
            goal: goal.parse().ok(),
            note: note.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_travels_as_a_line() {
        let row = Row::against("decode", "a page", Unit::Seconds, 0.5, 2.0).goal(0.6).note("of\t100");
        let read = Row::read(&row.line()).unwrap();
        assert_eq!(read, Row { note: "of 100".to_owned(), ..row });
        assert_eq!(read.ratio, Some(0.25));
    }

    #[test]
    fn other_lines_are_no_rows() {
        assert_eq!(Row::read("running 0 tests"), None);
    }
}
