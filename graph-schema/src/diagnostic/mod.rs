//! Diagnostics of a schema: code, title, source location, label and help. [`render`] formats them.

pub mod code;
pub mod render;
pub mod source;
mod suggest;

pub use suggest::suggest;

use self::{
    code::Code,
    source::{Span, Spanned},
};
use crate::table::Table;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The schema cannot be used.
    Error,
    /// The schema can be used, but something in it is likely unintended.
    Warning,
}

/// A problem in a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The violated rule; `graph explain` describes it.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub title: String,
    /// The smallest part of the source that has to change, with the reason.
    pub primary: Option<Spanned<String>>,
    /// Related places in the source.
    pub secondary: Vec<Spanned<String>>,
    /// What to do.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// Creates an error without a source location.
    pub fn error(code: Code, title: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            title: title.into(),
            primary: None,
            secondary: Vec::new(),
            help: Vec::new(),
        }
    }

    /// Creates a warning without a source location.
    pub fn warning(code: Code, title: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, title) }
    }

    /// Sets the source location and its label.
    #[must_use]
    pub fn at(mut self, span: Span, label: impl Into<String>) -> Self {
        self.primary = Some(Spanned::new(label.into(), span));
        self
    }

    /// Adds a related place.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.secondary.push(Spanned::new(label.into(), span));
        self
    }

    /// Adds a help text.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds a "did you mean" help if there is a similar name.
    #[must_use]
    pub fn suggest(self, found: Option<&str>) -> Self {
        match found {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }
}

/// A rule and the place where it is violated, as a key.
fn place(code: Code, span: Option<Span>) -> String {
    match span {
        Some(span) => format!("{code} {}:{}", span.file.index(), span.start),
        None => code.to_string(),
    }
}

/// A list of diagnostics, in the order in which they were found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// The indices by rule and place: only these are compared with a new diagnostic.
    at: Table<Vec<usize>>,
}

impl Diagnostics {
    /// Adds a diagnostic, unless an identical one is present.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let same = self.at.of(&place(diagnostic.code, diagnostic.primary.as_ref().map(|place| place.span)));
        if same.iter().all(|at| self.list.get(*at) != Some(&diagnostic)) {
            same.push(self.list.len());
            self.list.push(diagnostic);
        }
    }

    /// Removes the latest diagnostics that are in a file from an offset on: they follow from a mistake that is reported
    /// instead.
    pub(crate) fn forget(&mut self, file: source::FileId, from: usize) {
        let follows = |diagnostic: &Diagnostic| {
            diagnostic
                .primary
                .as_ref()
                .is_some_and(|place| place.span.file == file && place.span.start >= from)
        };
        let before = self.list.len();
        while self.list.last().is_some_and(follows) {
            self.list.pop();
        }
        let len = self.list.len();
        if len == before {
            return;
        }
        self.at.values_mut().iter_mut().for_each(|same| same.retain(|at| *at < len));
    }

    /// Returns whether a violation of a rule is reported at a place.
    pub(crate) fn has_at(&self, code: Code, place: source::Span) -> bool {
        self.at.get(&self::place(code, Some(place))).is_some_and(|same| !same.is_empty())
    }

    /// Returns whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Iterates over all diagnostics.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.list.iter_mut()
    }

    /// Returns the number of diagnostics.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Returns whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}
