//! What was meant to be laid over something, under a name that nothing below has: it stands alone, and
//! lacks what it would have got from there.

use crate::{
    diagnostic::{Diagnostics, code, source::Span, suggest},
    json::{Json, Kind, Member},
};

/// Adds the name that was likely meant to what is said of a missing key.
pub(super) fn suggest_names(root: &Json, diags: &mut Diagnostics) {
    for diagnostic in diags.iter_mut().filter(|diagnostic| diagnostic.code == code::MISSING_KEY) {
        let Some(place) = diagnostic.primary.as_ref().map(|place| place.span) else { continue };
        let Some((own, members)) = find(root, place) else { continue };
        // What stands in the same file is not below it.
        let below = members.iter().filter(|member| member.key.span.file != place.file);
        if let Some(near) = suggest(&own.key.value, below.map(|member| member.key.value.as_str())) {
            diagnostic.help.push(format!("to lay it over what is there: did you mean `{near}`?"));
        }
    }
}

/// The member whose value begins there, with its neighbours.
fn find(json: &Json, place: Span) -> Option<(&Member, &[Member])> {
    match &json.kind {
        Kind::Object(members) => {
            let begins = |member: &&Member| {
                member.value.span.file == place.file && member.value.span.start == place.start
            };
            match members.iter().find(begins) {
                Some(member) => Some((member, members)),
                None => members.iter().find_map(|member| find(&member.value, place)),
            }
        }
        Kind::Array(items) => items.iter().find_map(|item| find(item, place)),
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Bad => None,
    }
}
