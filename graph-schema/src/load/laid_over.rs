//! Adds the overriding value to diagnostics in an extended schema. That schema is valid by itself, so the cause
//! is in the overlay.

use std::ops::Range;

use crate::{
    diagnostic::{Diagnostics, source::Span},
    json::{Json, Kind, Member},
};

/// Adds the overriding place to each diagnostic, starting with number `from`. `below` are the files of the
/// extended schemas.
pub(crate) fn point(root: &Json, below: &Range<usize>, diags: &mut Diagnostics, from: usize) {
    if below.is_empty() {
        return;
    }
    let is_below = |span: Span| below.contains(&span.file.index());
    for diagnostic in diags.iter_mut().skip(from) {
        let Some(place) = diagnostic.primary.as_ref().map(|place| place.span) else { continue };
        let has_cause = diagnostic.secondary.iter().any(|other| !is_below(other.span));
        if !is_below(place) || has_cause {
            continue;
        }
        if let Some(cause) =
            enclosing_object(root, place).and_then(|object| overriding_part(object, &is_below))
        {
            *diagnostic = diagnostic.clone().also(cause, "overridden here");
        }
    }
}

/// Adds the place where an overlay removes something to the diagnostics about what still refers to it.
pub(crate) fn point_at_removed(removed: &[(String, Span)], diags: &mut Diagnostics, from: usize) {
    for diagnostic in diags.iter_mut().skip(from) {
        let name = diagnostic.title.split('`').nth(1).unwrap_or_default();
        if let Some((_, place)) = removed.iter().find(|(removed, _)| removed == name) {
            *diagnostic = diagnostic.clone().also(*place, "removed here");
        }
    }
}

/// Returns the innermost object that the place belongs to: the value of its key, or the object around its value.
fn enclosing_object(json: &Json, place: Span) -> Option<&Json> {
    let Kind::Object(members) = &json.kind else { return None };
    let inner = members.iter().find_map(|member: &Member| match member.key.span == place {
        true if matches!(member.value.kind, Kind::Object(_)) => Some(&member.value),
        true => Some(json),
        false => enclosing_object(&member.value, place),
    });
    // A merged object has the span of the lower one.
    inner.or_else(|| contains(json.span, place).then_some(json))
}

fn contains(span: Span, place: Span) -> bool {
    span.file == place.file && span.start <= place.start && place.end <= span.end
}

/// Returns the first part of the value that comes from the overlay.
fn overriding_part(json: &Json, is_below: &dyn Fn(Span) -> bool) -> Option<Span> {
    match &json.kind {
        _ if !is_below(json.span) => Some(json.span),
        Kind::Object(members) => members.iter().find_map(|member| match is_below(member.key.span) {
            true => overriding_part(&member.value, is_below),
            false => Some(member.key.span),
        }),
        Kind::Array(_) | Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Bad => None,
    }
}
