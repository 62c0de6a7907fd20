//! One table of names for each module of the generated code, which reports the second use of a name.

use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span},
    table::Table,
};

/// The names of a module, with what has them.
#[derive(Default)]
pub(super) struct Unique(Table<(String, Span)>);

impl Unique {
    /// Adds an item, and reports it if another has the name. `what` is what has it: ``the operation `create` ``.
    pub(super) fn define(&mut self, rust: String, what: String, span: Span, diags: &mut Diagnostics) {
        match self.has(&rust) {
            true => self.report(&rust, &format!("`{rust}`"), &what, "rename one of them", span, diags),
            false => self.define_quietly(rust, what, span),
        }
    }

    /// Whether an item has the name.
    pub(super) fn has(&self, rust: &str) -> bool {
        self.0.contains(rust)
    }

    /// Adds an item that is checked elsewhere.
    pub(super) fn define_quietly(&mut self, rust: String, what: String, span: Span) {
        self.0.insert_first(&rust, (what, span));
    }

    /// Reports the second use of a name.
    pub(super) fn report(
        &self,
        rust: &str,
        shown: &str,
        what: &str,
        help: &str,
        span: Span,
        diags: &mut Diagnostics,
    ) {
        let Some((first, place)) = self.0.get(rust) else { return };
        diags.push(
            Diagnostic::error(
                code::DESCRIBED_TWICE,
                format!("{first} and {what} have the same Rust name {shown}"),
            )
            .at(span, "second use")
            .also(*place, "first use")
            .help(help),
        );
    }
}
