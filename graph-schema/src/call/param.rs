//! The value of one parameter, and the problems with it.

use super::{
    find::Call,
    input::Input,
    problem::{Problem, ProblemKind, did_you_mean, listed},
    read::{self, Reader},
    target,
    value::{self, Notation, Wrong},
};
use crate::{
    diagnostic::suggest,
    json::{Json, Kind},
    model::{Param, Schema},
};

/// The value of a parameter as it is sent. `None` if it is left out.
pub(super) fn of_param(
    schema: &Schema,
    param: &Param,
    given: Input<'_>,
    in_json: bool,
) -> Result<Option<Json>, Vec<Wrong>> {
    if let Some(constant) = &param.constant {
        return flag(constant, given);
    }
    if let (Input::Text(text), false) = (given, in_json) {
        let text = read::written(schema, param, text)?;
        return Ok(text.map(|text| read::unlocated(Kind::String(text))));
    }
    let mut reader = Reader::new(schema, Notation::Natural);
    let value = reader.limited(&param.ty, &param.limits, given, "");
    if !reader.wrong.is_empty() {
        return Err(reader.wrong);
    }
    match in_json {
        true => Ok(Some(value)),
        false => {
            read::encoded(param, &value).map(|text| text.map(|text| read::unlocated(Kind::String(text))))
        }
    }
}

/// A parameter with a single possible value: the caller only chooses whether it is sent.
pub(super) fn flag(constant: &str, given: Input<'_>) -> Result<Option<Json>, Vec<Wrong>> {
    let value = read::json(constant).unwrap_or_else(|_| read::unlocated(Kind::Null));
    let is = |truth: bool| given.is(&read::unlocated(Kind::Bool(truth)));
    if given.is(&value) || is(true) {
        return Ok(Some(value));
    }
    if is(false) {
        return Ok(None);
    }
    let rule = format!("is always {constant}");
    Err(vec![Wrong::new(ProblemKind::Fixed, rule, "use `true` to send it, or remove it")])
}

pub(super) fn unknown(found: &Call<'_>, known: &[String], name: &str) -> Problem {
    let names = || known.iter().map(String::as_str);
    let remedy = did_you_mean(suggest(name, names()), || match known {
        [] => "it takes no parameters".to_owned(),
        _ => format!("its parameters are {}", listed(names())),
    });
    let rule = format!("`{}` has no parameter `{name}`", found.name());
    Problem::new(ProblemKind::UnknownParam, rule, remedy).about(name)
}

pub(super) fn missing(param: &Param) -> Problem {
    let rule = format!("the parameter `{}` is required", param.name);
    let remedy = if param.doc.is_empty() { "set it".to_owned() } else { format!("set it: {}", param.doc) };
    Problem::new(ProblemKind::Missing, rule, remedy).about(&param.name)
}

/// Encodes a value as a path segment.
pub(super) fn in_path(
    schema: &Schema,
    param: &Param,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let mut path = String::new();
    if matches!(text, "" | "." | "..") {
        target::value_segment(&mut path, &param.name, text, problems, ProblemKind::PathPart);
        return None;
    }
    let value = value::limits(&param.limits, text).and_then(|()| read::part(schema, &param.ty, text));
    match value {
        Ok(value) => {
            target::value_segment(&mut path, &param.name, &value, problems, ProblemKind::PathPart);
            Some(path)
        }
        Err(wrongs) => {
            problems.extend(wrongs.into_iter().map(|wrong| about(param, wrong)));
            None
        }
    }
}

/// A problem of a parameter's value.
pub(super) fn about(param: &Param, wrong: Wrong) -> Problem {
    let Wrong { kind, place, rule, remedy } = wrong;
    Problem::new(kind, format!("`{}{place}` {rule}", param.name), remedy).about(&param.name)
}

/// A problem whose place begins with the name of a parameter.
pub(super) fn whole(wrong: Wrong) -> Problem {
    let Wrong { kind, place, rule, remedy } = wrong;
    let param = place.split(['.', '[']).next().unwrap_or_default().to_owned();
    Problem::new(kind, format!("`{place}` {rule}"), remedy).about(&param)
}
