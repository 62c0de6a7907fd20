//! Problems that are shown in a schema which another one was laid over: what lies below is right by itself,
//! so the cause is above, and is pointed at as well.

use std::ops::Range;

use crate::{
    diagnostic::{Diagnostics, source::Span},
    json::{Json, Kind, Member},
};

/// Points at what was laid over the place of each problem, from the one of that number on; `below` are the files
/// of what was laid over.
pub(crate) fn point(root: &Json, below: &Range<usize>, diags: &mut Diagnostics, from: usize) {
    if below.is_empty() {
        return;
    }
    let is_below = |span: Span| below.contains(&span.file.index());
    for diagnostic in diags.iter_mut().skip(from) {
        let Some(place) = diagnostic.primary.as_ref().map(|place| place.span) else { continue };
        let is_said = diagnostic.secondary.iter().any(|other| !is_below(other.span));
        if !is_below(place) || is_said {
            continue;
        }
        if let Some(cause) = around(root, place).and_then(|around| above(around, &is_below)) {
            *diagnostic = diagnostic.clone().also(cause, "laid over it here");
        }
    }
}

/// The smallest object that the place belongs to: that of its key, or the one that holds its value.
fn around(json: &Json, place: Span) -> Option<&Json> {
    let Kind::Object(members) = &json.kind else { return None };
    let inner = members.iter().find_map(|member: &Member| match member.key.span == place {
        true if matches!(member.value.kind, Kind::Object(_)) => Some(&member.value),
        true => Some(json),
        false => around(&member.value, place),
    });
    // Of a merged object the span is that of the one below.
    inner.or_else(|| holds(json.span, place).then_some(json))
}

fn holds(span: Span, place: Span) -> bool {
    span.file == place.file && span.start <= place.start && place.end <= span.end
}

/// The first value in it that comes from above.
fn above(json: &Json, is_below: &dyn Fn(Span) -> bool) -> Option<Span> {
    match &json.kind {
        _ if !is_below(json.span) => Some(json.span),
        Kind::Object(members) => members.iter().find_map(|member| match is_below(member.key.span) {
            true => above(&member.value, is_below),
            false => Some(member.key.span),
        }),
        Kind::Array(_) | Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Bad => None,
    }
}
