//! The arguments of a field in a list of fields: `picture.width(100)`.

use super::{
    limits,
    param::about,
    problem::{Problem, ProblemKind, did_you_mean, listed},
    read,
    selection::Selected,
    value::{Notation, Wrong},
};
use crate::{
    diagnostic::suggest,
    json::Kind,
    model::{Encoding, Field, Param, Schema, Type},
};

/// The arguments that every field and connection takes.
pub const OF_ANY: [&str; 4] = ["as", "limit", "order", "summary"];

/// Checks the arguments of a field: whether any is missing or unknown, and their values.
pub fn check(schema: &Schema, field: &Field, item: &Selected, problems: &mut Vec<Problem>) {
    for param in &field.params {
        let mut given = item.modifiers.iter().filter(|(name, _)| *name == param.name);
        match given.next() {
            Some((_, text)) => {
                let wrongs = self::value(schema, param, text).err().unwrap_or_default();
                problems.extend(wrongs.into_iter().map(|wrong| about(param, wrong)));
            }
            None if param.required => {
                let rule = format!("`{}` requires the argument `{}`", field.name, param.name);
                let remedy = format!("write `{}.{}(..)`", field.name, param.name);
                problems.push(Problem::new(ProblemKind::Missing, rule, remedy).about("fields"));
            }
            None => {}
        }
        if given.next().is_some() {
            let rule = format!("the argument `{}` of `{}` is set twice", param.name, field.name);
            problems.push(Problem::new(ProblemKind::GivenTwice, rule, "keep one of them").about("fields"));
        }
    }
    // For other fields, the schema does not say that they take no arguments.
    if field.params.is_empty() {
        return;
    }
    let names = || field.params.iter().map(|param| param.name.as_str());
    for (name, _) in &item.modifiers {
        if names().all(|known| known != name) && !OF_ANY.contains(&name.as_str()) {
            let rule = format!("`{}` has no argument `{name}`", field.name);
            let remedy =
                did_you_mean(suggest(name, names()), || format!("its arguments are {}", listed(names())));
            problems.push(Problem::new(ProblemKind::UnknownParam, rule, remedy).about("fields"));
        }
    }
}

/// Checks the value of an argument.
fn value(schema: &Schema, param: &Param, text: &str) -> Result<(), Vec<Wrong>> {
    let read = |ty: &Type, text: &str| read::read(schema, ty, text, Notation::Wire);
    let value = match (param.encoding, &param.ty) {
        (Encoding::Commas, Type::List(item)) => {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            let items = parts.map(|part| read(item, part)).collect::<Result<Vec<_>, _>>()?;
            read::unlocated(Kind::Array(items))
        }
        _ => read(&param.ty, text)?,
    };
    let mut wrongs = Vec::new();
    limits::check(&param.limits, &value.kind, "", &mut wrongs);
    if wrongs.is_empty() { Ok(()) } else { Err(wrongs) }
}
