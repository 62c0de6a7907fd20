//! Arguments of fields as part of the list of fields: `picture.width(100)`.
//!
//! The text of a selection is made before the call is known, so it contains marks: [`LATER`] encloses the key of
//! arguments that the call passes, and [`REFUSED`] encloses the reason why an argument is invalid.

use std::borrow::Cow;

use super::Request;

/// Encloses the key of arguments that the call passes.
pub(crate) const LATER: char = '\u{1}';
/// Encloses why an argument cannot be sent.
pub(crate) const REFUSED: char = '\u{2}';

/// The arguments that a call passes to a field.
#[derive(Clone, Debug, PartialEq)]
pub struct GivenArguments {
    /// The keys under which a selection asks for them.
    pub(crate) keys: Vec<&'static str>,
    /// The name of the field.
    pub(crate) field: String,
    /// `.width(100)`, or why they cannot be sent.
    pub(crate) text: Result<String, String>,
}

/// The parameters of a request as arguments: `.width(100)`. The error names a parameter that cannot be an argument.
pub(crate) fn text(field: &str, arguments: &Request) -> Result<String, String> {
    if let Some(refused) = arguments.params.refused().first() {
        let (param, path, reason) = (refused.param, &refused.path, &refused.reason);
        return Err(format!("the argument `{param}{path}` of `{field}` {reason}"));
    }
    let mut text = String::new();
    // The fields of the items are those of the selection.
    for (name, value) in arguments.params.iter().filter(|(name, _)| name != "fields") {
        if !graph_wire::argument::fits(&value) {
            return Err(format!(
                "the argument `{name}` of `{field}` contains an unmatched bracket, a quote or a control character, \
                 which a list of fields cannot contain"
            ));
        }
        text += &format!(".{name}({value})");
    }
    Ok(text)
}

/// Whether a list of fields has marks.
pub(crate) fn is_open(list: &str) -> bool {
    list.contains([LATER, REFUSED])
}

/// Replaces the marks with the arguments that a call passes. The error says what is missing or cannot be sent.
pub(crate) fn filled(list: &str, given: &[GivenArguments]) -> Result<Cow<'static, str>, String> {
    let mut out = String::new();
    let mut rest = list;
    while let Some(at) = rest.find([LATER, REFUSED]) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let mut parts = from.splitn(3, [LATER, REFUSED]).skip(1);
        let (inside, behind) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        if from.starts_with(REFUSED) {
            return Err(inside.to_owned());
        }
        let field = out.rsplit(['{', ',']).next().unwrap_or("").to_owned();
        let is_meant = |given: &&GivenArguments| given.field == field && given.keys.contains(&inside);
        match given.iter().find(is_meant).map(|given| &given.text) {
            Some(Ok(text)) => out.push_str(text),
            Some(Err(reason)) => return Err(reason.clone()),
            None => {
                return Err(format!(
                    "the arguments of `{field}` are missing: pass them with `.with_args(..)` before the fields are selected"
                ));
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    Ok(Cow::Owned(out))
}
