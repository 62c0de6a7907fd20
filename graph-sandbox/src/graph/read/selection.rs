//! The `fields` parameter, with the platform's syntax error messages.

pub(crate) use graph_schema::call::selection::{Selected, Selection};

use crate::protocol::Refusal;

/// Parses the parameter; `None` if it is empty.
pub(crate) fn read(text: &str) -> Result<Option<Selection>, Refusal> {
    Selection::read(text).map_err(|error| {
        let found = error.found.map_or("end of string".to_owned(), |c| format!("\"{c}\""));
        let message = format!(
            "Syntax error \"Expected {} instead of {found}.\" at character {}: {text}",
            error.expected, error.at
        );
        Refusal::new(2500, message)
    })
}
