//! Checks the limits of a value: characters, bytes, range, elements, pattern.

use super::{
    problem::ProblemKind,
    value::{Wrong, shown},
};
use crate::{
    json::Kind,
    model::{Limits, Pattern},
};

/// Records where a value exceeds its limits. Those of text and numbers hold for each element of a list.
pub(super) fn check(limits: &Limits, value: &Kind, place: &str, wrong: &mut Vec<Wrong>) {
    if limits.is_empty() {
        return;
    }
    match value {
        Kind::Array(items) => {
            wrong.extend(count(limits, items.len()).map(|wrong| wrong.at(place)));
            let limits = limits.of_elements();
            for (at, item) in items.iter().enumerate() {
                check(&limits, &item.kind, &format!("{place}[{at}]"), wrong);
            }
        }
        Kind::String(text) => wrong.extend(of_text(limits, text).into_iter().map(|wrong| wrong.at(place))),
        Kind::Number(text) => wrong.extend(of_number(limits, text).map(|wrong| wrong.at(place))),
        // Only a map has limits, and no other object.
        Kind::Object(members) => {
            wrong.extend(count(limits, members.len()).map(|wrong| wrong.at(place)));
            let limits = limits.of_elements();
            for member in members {
                check(&limits, &member.value.kind, &format!("{place}.{}", member.key.value), wrong);
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Bad => {}
    }
}

/// What is wrong with a text.
pub(super) fn of_text(limits: &Limits, text: &str) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    wrong.extend(length(limits, text));
    if let Some(max) = limits.max_bytes.filter(|max| text.len() as u64 > *max) {
        let bytes = text.len() as u64;
        let rule = format!("must have at most {}, but has {bytes}", counted(max, "byte"));
        let remedy = format!("remove {}", counted(bytes - max, "byte"));
        wrong.push(Wrong::new(ProblemKind::Length, rule, remedy));
    }
    if let Some(pattern) = limits.pattern.filter(|pattern| !pattern.fits(text)) {
        let remedy = match pattern {
            Pattern::OneLine => "write it in one line",
            Pattern::Https => "use such a URL",
            Pattern::Digits | Pattern::Alphanumeric | Pattern::Snake => "remove the other characters",
        };
        wrong.push(Wrong::ty(pattern.rule().to_owned(), remedy));
    }
    // Numbers may be written as text.
    wrong.extend(of_number(limits, text));
    wrong
}

fn length(limits: &Limits, text: &str) -> Option<Wrong> {
    let length = text.chars().count() as u64;
    let wrong = |least_or_most: &str, limit: u64, remedy: String| {
        let rule = format!("must have {least_or_most} {}, but has {length}", counted(limit, "character"));
        Some(Wrong::new(ProblemKind::Length, rule, remedy))
    };
    if let Some(min) = limits.min_length.filter(|min| length < *min) {
        let remedy = match length {
            0 => "set a value".to_owned(),
            _ => format!("add {}", counted(min - length, "character")),
        };
        return wrong("at least", min, remedy);
    }
    let max = limits.max_length.filter(|max| length > *max)?;
    wrong("at most", max, format!("remove {}", counted(length - max, "character")))
}

/// What is wrong with a number, if the text is one.
fn of_number(limits: &Limits, text: &str) -> Option<Wrong> {
    let text = text.trim();
    let number = || text.parse::<f64>().ok();
    // Compare integers exactly: not all of them are representable as floats.
    let below = |limit: i64| match text.parse::<i64>() {
        Ok(integer) => integer < limit,
        Err(_) => number().is_some_and(|number| number < limit as f64),
    };
    let above = |limit: i64| match text.parse::<i64>() {
        Ok(integer) => integer > limit,
        Err(_) => number().is_some_and(|number| number > limit as f64),
    };
    let wrong = |least_or_most: &str, limit: i64, more_or_less: &str| {
        let rule = format!("must be {least_or_most} {limit}, but is {}", shown(text));
        Some(Wrong::new(ProblemKind::Range, rule, format!("use {limit} or {more_or_less}")))
    };
    match (limits.min, limits.max) {
        (Some(min), _) if below(min) => wrong("at least", min, "more"),
        (_, Some(max)) if above(max) => wrong("at most", max, "less"),
        _ => None,
    }
}

fn count(limits: &Limits, count: usize) -> Option<Wrong> {
    let count = count as u64;
    let rule = |least_or_most: &str, limit: u64| {
        format!("must have {least_or_most} {}, but has {count}", counted(limit, "element"))
    };
    if let Some(min) = limits.min_items.filter(|min| count < *min) {
        let remedy = format!("add {}", counted(min - count, "element"));
        return Some(Wrong::new(ProblemKind::Length, rule("at least", min), remedy));
    }
    let max = limits.max_items.filter(|max| count > *max)?;
    let remedy = format!("remove {}", counted(count - max, "element"));
    Some(Wrong::new(ProblemKind::Length, rule("at most", max), remedy))
}

fn counted(count: u64, of: &str) -> String {
    if count == 1 { format!("1 {of}") } else { format!("{count} {of}s") }
}
