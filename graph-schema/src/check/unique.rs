//! One table of names for each module of the generated code, which reports the second use of a name.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, code, source::Span};

/// The names of a module, with what has them.
#[derive(Default)]
pub(super) struct Unique(BTreeMap<String, (String, Span)>);

impl Unique {
    /// Adds an item, and reports it if another has the name. `what` is what has it: ``the operation `create` ``.
    pub(super) fn define(&mut self, rust: String, what: String, span: Span, diags: &mut Diagnostics) {
        match self.0.get(&rust) {
            Some((first, place)) => diags.push(
                Diagnostic::error(
                    code::DESCRIBED_TWICE,
                    format!("{first} and {what} have the same Rust name `{rust}`"),
                )
                .at(span, "second use")
                .also(*place, "first use")
                .help("rename one of them"),
            ),
            None => {
                self.0.insert(rust, (what, span));
            }
        }
    }
}
