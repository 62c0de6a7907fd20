//! Resolves error codes and ranges.

use super::{Resolver, words};
use crate::{
    diagnostic::{Diagnostic, code, source::Span},
    model::{ErrorCode, ErrorRange, Node, OperationError, Retry},
    raw::{self, Name},
    table::Table,
};

/// An error of an operation whose code is in the table of the API has the remedy from there, unless it has its own.
pub(super) fn add_remedies(nodes: &mut [Node], codes: &[ErrorCode]) {
    for node in nodes {
        let of_connections = node.connections.iter_mut().flat_map(|connection| &mut connection.operations);
        for own in
            node.operations.iter_mut().chain(of_connections).flat_map(|operation| &mut operation.errors)
        {
            let same = |code: &&ErrorCode| {
                (code.code.first, code.code.last, code.subcode) == (own.code, own.code, None)
            };
            if own.remedy.is_empty()
                && let Some(code) = codes.iter().find(same)
            {
                own.remedy.clone_from(&code.remedy);
            }
        }
    }
}

impl Resolver<'_> {
    /// The error codes, without duplicates in another notation, such as `1` and `01`. A code of the schema itself
    /// replaces one that all APIs of the platform share.
    pub(super) fn error_codes(&mut self, raw: &[raw::ErrorCode]) -> Vec<ErrorCode> {
        let mut seen: Table<(usize, Span)> = Table::default();
        let mut all: Vec<ErrorCode> = Vec::new();
        for raw in raw {
            let Some(error) = self.error_code(raw) else { continue };
            let place = format!("{}-{}/{:?}", error.code.first, error.code.last, error.subcode);
            let first = seen.get(&place).copied();
            let known = first.and_then(|(at, _)| all.get_mut(at));
            match (known, first) {
                (Some(known), _) if known.is_common != error.is_common => {
                    if known.is_common {
                        *known = error;
                    }
                }
                (_, None) | (None, _) => {
                    seen.insert(&place, (all.len(), raw.code.span));
                    all.push(error);
                }
                (Some(_), Some((_, first))) => self.diags.push(
                    Diagnostic::error(
                        code::DESCRIBED_TWICE,
                        format!("the error code `{}` is listed twice", raw.code.value),
                    )
                    .at(raw.code.span, "second use")
                    .also(first, "first use")
                    .help("write both in the same way, or remove one of them"),
                ),
            }
        }
        all
    }

    fn error_code(&mut self, raw: &raw::ErrorCode) -> Option<ErrorCode> {
        // `190/463` is a code and a subcode.
        let (code, subcode) = match raw.code.value.split_once('/') {
            Some((code, subcode)) => (code, Some(self.number(subcode, &raw.code)?)),
            None => (raw.code.value.as_str(), raw.subcode.as_ref().map(|subcode| subcode.value)),
        };
        let range = match code.split_once('-').filter(|(first, _)| !first.is_empty()) {
            Some((first, last)) => {
                ErrorRange { first: self.number(first, &raw.code)?, last: self.number(last, &raw.code)? }
            }
            None => {
                let code = self.number(code, &raw.code)?;
                ErrorRange { first: code, last: code }
            }
        };
        if range.first > range.last {
            self.bad_code(&raw.code, "the end of the range is below its start");
            return None;
        }
        Some(ErrorCode {
            code: range,
            subcode,
            name: raw.name.value.clone(),
            meaning: raw.meaning.clone(),
            remedy: raw.remedy.clone(),
            retry: self.word("\"retry\"", raw.retry.as_ref(), Retry::WORDS, Retry::Never),
            kind: self.word("\"kind\"", raw.kind.as_ref(), words::ERROR_KIND, "api").to_owned(),
            is_common: raw.is_common,
            says_retry: raw.says_retry,
        })
    }

    pub(super) fn operation_error(&mut self, raw: &raw::OperationError) -> Option<OperationError> {
        Some(OperationError {
            code: self.operation_code(&raw.code)?,
            name: raw.name.value.clone(),
            meaning: raw.meaning.clone(),
            remedy: raw.remedy.clone(),
        })
    }

    /// Parses the code of an operation, which cannot be a range.
    fn operation_code(&mut self, name: &Name) -> Option<i64> {
        let code = name.value.parse().ok();
        if code.is_none() {
            self.diags.push(
                Diagnostic::error(code::BAD_ERROR_CODE, format!("invalid error code `{}`", name.value))
                    .at(name.span, "not a single 64-bit integer")
                    .help("list the codes of an operation one by one, such as `\"3501\"`"),
            );
        }
        code
    }

    fn number(&mut self, text: &str, place: &Name) -> Option<i64> {
        let number = text.parse().ok();
        if number.is_none() {
            self.bad_code(place, "not a 64-bit integer");
        }
        number
    }

    fn bad_code(&mut self, place: &Name, label: &str) {
        self.diags.push(
            Diagnostic::error(code::BAD_ERROR_CODE, format!("invalid error code `{}`", place.value))
                .at(place.span, label)
                .help("write a code `\"190\"`, a code and subcode `\"190/463\"` or a range `\"200-299\"`"),
        );
    }
}
