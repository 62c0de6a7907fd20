//! One row of the results, and its JSON form.

use serde::{Deserialize, Serialize};

use crate::Pair;

/// The unit of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Seconds of wall-clock time.
    #[serde(rename = "seconds")]
    Seconds,
    /// Seconds of CPU time in user mode.
    #[serde(rename = "cpu_seconds")]
    Cpu,
    /// Bytes of memory at the peak.
    #[serde(rename = "bytes")]
    Bytes,
}

/// One of our measurements next to a reference. A row without a reference stands alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The group, such as `decode`.
    pub group: String,
    /// What is measured, then a comma and the reference.
    #[serde(rename = "row")]
    pub name: String,
    /// Our measurement.
    pub ours: f64,
    /// The measurement of the reference.
    pub other: Option<f64>,
    /// `ours` divided by `other`.
    pub ratio: Option<f64>,
    /// The unit of `ours` and `other`.
    pub unit: Unit,
    /// The maximum ratio that is acceptable.
    pub goal: Option<f64>,
    /// How to read the row.
    pub note: String,
}

impl Row {
    /// A measurement without a reference.
    pub fn alone(group: &str, name: &str, unit: Unit, ours: f64) -> Self {
        let (group, name, note) = (group.to_owned(), name.to_owned(), String::new());
        Self { group, name, ours, other: None, ratio: None, unit, goal: None, note }
    }

    /// A measurement with a reference.
    pub fn against(group: &str, name: &str, unit: Unit, ours: f64, other: f64) -> Self {
        let ratio = (other > 0.0).then_some(ours / other);
        Self { other: Some(other), ratio, ..Self::alone(group, name, unit, ours) }
    }

    /// The row of a timed pair. The note has the range of the ratios.
    pub fn of_pair(group: &str, name: &str, pair: &Pair) -> Self {
        let [low, middle, high] = pair.ratio;
        Self {
            ratio: Some(middle),
            note: format!("{low:.2} to {high:.2}"),
            ..Self::against(group, name, Unit::Seconds, pair.ours, pair.other)
        }
    }

    /// Sets the maximum ratio that is acceptable.
    #[must_use]
    pub fn goal(self, goal: f64) -> Self {
        Self { goal: Some(goal), ..self }
    }

    /// Appends a note.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        if !self.note.is_empty() {
            self.note.push_str("; ");
        }
        self.note.push_str(note);
        self
    }

    /// The row as one line of JSON.
    ///
    /// # Errors
    ///
    /// The error of the JSON writer.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// Parses a line written by [`to_json`](Self::to_json). `None` for any other line.
    pub fn from_json(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_one_line_of_json() {
        let row = Row::against("decode", "a page", Unit::Seconds, 0.5, 2.0).goal(0.6).note("of\n\"100\"");
        let line = row.to_json().unwrap();
        assert!(!line.contains('\n'), "{line}");
        assert_eq!(Row::from_json(&line), Some(row));
    }

    #[test]
    fn the_keys_are_fixed_and_absent_values_are_null() {
        assert_eq!(
            Row::alone("a", "\"b\"", Unit::Bytes, 1.0).to_json().unwrap(),
            r#"{"group":"a","row":"\"b\"","ours":1.0,"other":null,"ratio":null,"unit":"bytes","goal":null,"note":""}"#
        );
    }

    #[test]
    fn other_lines_are_ignored() {
        assert_eq!(Row::from_json("running 0 tests"), None);
    }
}
