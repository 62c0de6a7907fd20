//! Resolves targets by name, and encodes paths.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{
    problem::{Problem, ProblemKind, did_you_mean},
    read,
    rules::in_words,
};
use crate::{
    diagnostic::suggest,
    model::{Node, Schema, Target, Type, Whose},
};

/// The target of a call.
pub(super) struct Named {
    /// Its part of the path, with a leading slash, percent-encoded.
    pub(super) path: String,
    /// Whose data it contains.
    pub(super) whose: Whose,
}

/// Resolves the name and arguments of a target, such as `me` or `friend 5`. Adds its problems to `problems`. Returns
/// a value, with the kind of target, if the name is known.
pub(super) fn named(
    schema: &Schema,
    node: &Node,
    given: &[&str],
    problems: &mut Vec<Problem>,
) -> Option<Named> {
    let unknown = |rule: String, remedy: String| Problem::new(ProblemKind::UnknownTarget, rule, remedy);
    let Some((name, args)) = given.split_first() else {
        problems.push(unknown("no target is set".to_owned(), format!("use one of {}", usages(node))));
        return None;
    };
    let Some(target) = node.targets.iter().find(|target| target.name == *name) else {
        let near = suggest(name, node.targets.iter().map(|target| target.name.as_str()));
        let rule = format!("`{}` has no target `{name}`", node.name);
        problems.push(unknown(rule, did_you_mean(near, || format!("use one of {}", usages(node)))));
        return None;
    };
    let mut path = String::new();
    match target.args.as_slice() {
        [] if target.path.is_none() => match args {
            [id] => value_segment(&mut path, "id", id, problems, ProblemKind::TargetArgument),
            _ => problems.push(count(target, args)),
        },
        [] if args.is_empty() => segments(&mut path, target.path.as_deref().unwrap_or("")),
        described if described.len() == args.len() => {
            let before = problems.len();
            let texts: Vec<(&str, String)> = described
                .iter()
                .zip(args)
                .filter_map(|((name, ty), text)| {
                    Some((name.as_str(), argument(schema, name, ty, text, problems)?))
                })
                .collect();
            if problems.len() == before {
                composed(&mut path, target.path.as_deref().unwrap_or(""), &texts, problems);
            }
        }
        _ => problems.push(count(target, args)),
    }
    Some(Named { path, whose: target.whose })
}

/// Reads one of several arguments.
fn argument(
    schema: &Schema,
    name: &str,
    ty: &Type,
    text: &str,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let mut wrong = |rule: &str, remedy: String| {
        let rule = format!("`{name}` of the target {rule}");
        problems.push(Problem::new(ProblemKind::TargetArgument, rule, remedy).about(name));
    };
    if text.is_empty() {
        wrong("is part of the path and must not be empty", "set a value".to_owned());
        return None;
    }
    match read::part(schema, ty, text) {
        Ok(text) => Some(text),
        Err(wrongs) => {
            wrongs.into_iter().for_each(|each| wrong(&each.rule, each.remedy));
            None
        }
    }
}

/// Appends a path with placeholders, such as `repos/{owner}/{name}`. Each part is encoded by itself, with the values in
/// it.
fn composed(path: &mut String, template: &str, texts: &[(&str, String)], problems: &mut Vec<Problem>) {
    let parts: Vec<&str> = template.split('/').filter(|part| !part.is_empty()).collect();
    for part in &parts {
        let Some((_, behind)) = part.split_once('{') else {
            segment(path, part);
            continue;
        };
        let first = behind.split('}').next().unwrap_or_default();
        let name = if parts.len() == 1 { "id" } else { first };
        value_segment(path, name, &filled(part, texts), problems, ProblemKind::TargetArgument);
    }
}

/// Fills in the placeholders of a part of a path.
fn filled(template: &str, texts: &[(&str, String)]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
        out.push_str(before);
        out.push_str(texts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text));
        rest = after;
    }
    out + rest
}

fn count(target: &Target, args: &[&str]) -> Problem {
    let wanted = if target.path.is_none() { 1 } else { target.args.len() };
    let arguments = if wanted == 1 { "argument" } else { "arguments" };
    let given = match args.len() {
        0 => "but none is set".to_owned(),
        1 => "but 1 is set".to_owned(),
        count => format!("but {count} are set"),
    };
    Problem::new(
        ProblemKind::TargetArgument,
        format!("the target `{}` takes {wanted} {arguments}, {given}", target.name),
        format!("use `{}`", usage(target)),
    )
}

/// Formats the usage of a target: `friend <id>`.
fn usage(target: &Target) -> String {
    let mut text = target.name.clone();
    if target.args.is_empty() && target.path.is_none() {
        text.push_str(" <id>");
    }
    for (name, _) in &target.args {
        text.push_str(&format!(" <{name}>"));
    }
    text
}

fn usages(node: &Node) -> String {
    let all: Vec<String> = node.targets.iter().map(|target| format!("`{}`", usage(target))).collect();
    all.join(", ")
}

/// That an operation is only about one kind of target, with those of the node that are of it.
pub(super) fn only(node: &Node, operation: &str, base: &str, only: Whose) -> Problem {
    let fitting: Vec<String> = node
        .targets
        .iter()
        .filter(|target| target.whose == only)
        .map(|target| format!("`{}`", usage(target)))
        .collect();
    let remedy = match fitting.as_slice() {
        [] => format!("call `{base}`"),
        _ => format!("use {}, or call `{base}`", fitting.join(" or ")),
    };
    Problem::new(ProblemKind::Whose, format!("`{operation}` only applies to {}", in_words(only)), remedy)
}

/// Appends fixed text to a path, segment by segment.
pub(super) fn segments(path: &mut String, text: &str) {
    for part in text.split('/').filter(|part| !part.is_empty()) {
        segment(path, part);
    }
}

/// Appends a value to a path as one segment. Rejects values that would change the meaning of the path.
pub(super) fn value_segment(
    path: &mut String,
    name: &str,
    value: &str,
    problems: &mut Vec<Problem>,
    kind: ProblemKind,
) {
    if value.is_empty() || matches!(value, "." | "..") {
        let what = if value.is_empty() { "empty".to_owned() } else { format!("`{value}`") };
        let rule = format!("`{name}` is part of the path and must not be {what}");
        problems.push(Problem::new(kind, rule, "set another value").about(name));
    }
    segment(path, value);
}

/// The unreserved characters of RFC 3986, which a segment keeps as they are.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Appends a segment to a path, percent-encoded.
fn segment(path: &mut String, text: &str) {
    path.push('/');
    path.extend(utf8_percent_encode(text, UNRESERVED));
}

/// Matches the beginning of a path, in decoded segments, against that of a target. Returns how many segments the target
/// takes, and its arguments; `None` if the path begins otherwise, or the target is an id.
pub fn beginning<S: AsRef<str>>(target: &Target, segments: &[S]) -> Option<(usize, Vec<String>)> {
    let parts: Vec<&str> = target.path.as_deref()?.split('/').filter(|part| !part.is_empty()).collect();
    // A target without a path of its own, which the checks refuse, takes nothing.
    let given = segments.get(..parts.len()).filter(|given| !given.is_empty())?;
    let mut named: Vec<(&str, String)> = Vec::new();
    for (part, text) in parts.iter().zip(given) {
        named.extend(placeholders(part).into_iter().zip(template_args(part, text.as_ref())?));
    }
    // A template may have the arguments in another order.
    let value = |name: &str| named.iter().find(|(known, _)| *known == name).map(|(_, text)| text.clone());
    let args: Option<Vec<String>> = target.args.iter().map(|(name, _)| value(name)).collect();
    Some((parts.len(), args?))
}

/// The names of the placeholders of a template, in order.
fn placeholders(template: &str) -> Vec<&str> {
    template.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
}

/// Extracts the arguments from a text by its template: `12_5` by `{request}_{user}`.
fn template_args(template: &str, text: &str) -> Option<Vec<String>> {
    let mut args = Vec::new();
    let (mut template, mut text) = (template, text);
    while let Some((before, behind)) = template.split_once('{') {
        text = text.strip_prefix(before)?;
        let (_, after) = behind.split_once('}')?;
        let literal = after.split('{').next().unwrap_or_default();
        let end = if literal.is_empty() { text.len() } else { text.find(literal)? };
        let (arg, rest) = text.split_at_checked(end)?;
        args.push(arg.to_owned());
        (template, text) = (after, rest);
    }
    (template == text).then_some(args)
}
