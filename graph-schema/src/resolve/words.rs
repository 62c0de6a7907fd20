//! Resolves keywords of the schema language. Most of the sets belong to the model.

use super::Resolver;
use crate::list::List as _;
use crate::{
    diagnostic::{Diagnostic, code, suggest},
    raw::Name,
};

pub(super) type Words<T> = &'static [(&'static str, T)];

pub(super) const ERROR_KIND: Words<&str> = &[
    ("server", "server"),
    ("throttled", "throttled"),
    ("authentication", "authentication"),
    ("permission", "permission"),
    ("parameter", "parameter"),
    ("not_found", "not_found"),
    ("duplicate", "duplicate"),
    ("blocked", "blocked"),
    ("api", "api"),
];
pub(super) const EMPTY: Words<bool> = &[("unavailable", true), ("empty", false)];

impl Resolver<'_> {
    /// Returns the value of a keyword, or the default if it is missing or unknown.
    pub(super) fn word<T: Copy>(
        &mut self,
        what: &str,
        word: Option<&Name>,
        words: Words<T>,
        default: T,
    ) -> T {
        let Some(word) = word else { return default };
        for (name, value) in words {
            if *name == word.value {
                return *value;
            }
        }
        self.unknown_word(what, word, &mut words.iter().map(|(name, _)| *name));
        default
    }

    fn unknown_word(&mut self, what: &str, word: &Name, words: &mut dyn Iterator<Item = &str>) {
        let words: Vec<_> = words.list();
        let known: Vec<_> = words.iter().map(|name| format!("\"{name}\"")).list();
        let message = format!("invalid value \"{}\" for {what}", word.value);
        self.diags.push(
            Diagnostic::error(code::UNKNOWN_WORD, message)
                .at(word.span, format!("expected one of {}", known.join(", ")))
                .suggest(suggest(&word.value, words)),
        );
    }
}
