//! Words out of a fixed set: presence, paging, methods and their like.

use super::Resolver;
use crate::{
    code,
    diagnostic::Diagnostic,
    model::{Encoding, Method, Paging, ParamPlace, Presence, Retry, Whose},
    raw::Name,
    suggest::suggest,
};

pub(super) type Words<T> = &'static [(&'static str, T)];

pub(super) const PRESENCE: Words<Presence> =
    &[("always", Presence::Always), ("usual", Presence::Usual), ("gated", Presence::Gated)];
pub(super) const PAGING: Words<Paging> = &[
    ("cursor", Paging::Cursor),
    ("time", Paging::Time),
    ("offset", Paging::Offset),
    ("none", Paging::None),
    ("unknown", Paging::Unknown),
];
pub(super) const METHOD: Words<Method> =
    &[("GET", Method::Get), ("POST", Method::Post), ("DELETE", Method::Delete)];
pub(super) const ITEMS_ARE: Words<Whose> =
    &[("own", Whose::Own), ("friend", Whose::Friend), ("other", Whose::Other)];
pub(super) const WHOSE: Words<Whose> =
    &[("self", Whose::Own), ("friend", Whose::Friend), ("other", Whose::Other), ("unknown", Whose::Unknown)];
pub(super) const PLACE: Words<ParamPlace> = &[("path", ParamPlace::Path), ("call", ParamPlace::Call)];
pub(super) const ENCODING: Words<Encoding> = &[
    ("text", Encoding::Text),
    ("json", Encoding::Json),
    ("commas", Encoding::Commas),
    ("one", Encoding::One),
];
pub(super) const RETRY: Words<Retry> =
    &[("never", Retry::Never), ("soon", Retry::Soon), ("later", Retry::Later)];
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
    /// The meaning of a word, or the default where there is no word or a wrong one.
    pub(super) fn word<T: Copy>(
        &mut self,
        what: &str,
        word: Option<&Name>,
        words: Words<T>,
        default: T,
    ) -> T {
        let Some(word) = word else { return default };
        match words.iter().find(|(name, _)| *name == word.value) {
            Some((_, value)) => *value,
            None => {
                let known: Vec<_> = words.iter().map(|(name, _)| format!("\"{name}\"")).collect();
                self.diags.push(
                    Diagnostic::error(code::UNKNOWN_WORD, format!("{what} cannot be \"{}\"", word.value))
                        .at(word.span, format!("one of {}", known.join(", ")))
                        .suggest(suggest(&word.value, words.iter().map(|(name, _)| *name))),
                );
                default
            }
        }
    }
}
