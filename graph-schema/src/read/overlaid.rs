//! Suggests the intended name if an overlay misspells the item it overrides. Such an item inherits nothing, so it
//! lacks required keys.

use crate::{
    diagnostic::{Diagnostics, code, source::Span, suggest},
    json::{Json, Kind, Member},
};

/// Adds the likely intended name to diagnostics about missing keys.
pub(super) fn suggest_names(root: &Json, diags: &mut Diagnostics) {
    for diagnostic in diags.iter_mut().filter(|diagnostic| diagnostic.code == code::MISSING_KEY) {
        let Some(place) = diagnostic.primary.as_ref().map(|place| place.span) else { continue };
        let Some((own, members)) = find(root, place) else { continue };
        // Only items of other files can be overridden.
        let below = members.iter().filter(|member| member.key.span.file != place.file);
        if let Some(near) = suggest(&own.key.value, below.map(|member| member.key.value.as_str())) {
            diagnostic.help.push(format!("if this overrides an existing item, did you mean `{near}`?"));
        }
    }
}

/// Finds the member whose value starts there, and its siblings.
fn find(json: &Json, place: Span) -> Option<(&Member, &[Member])> {
    match &json.kind {
        Kind::Object(members) => {
            let starts = |member: &&Member| {
                member.value.span.file == place.file && member.value.span.start == place.start
            };
            match members.iter().find(starts) {
                Some(member) => Some((member, members)),
                None => members.iter().find_map(|member| find(&member.value, place)),
            }
        }
        Kind::Array(items) => items.iter().find_map(|item| find(item, place)),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Bad => None,
    }
}
