//! Merges an overlay into a schema: objects are merged, everything else is replaced.

use crate::list::List as _;
use std::mem;

use super::{Json, Kind, Member};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, code, source::Span, suggest},
    table::Table,
};

/// Keys whose values are objects of named things. A value there that is not an object is a mistake, and replaces nothing.
const SECTIONS: &[&str] = &[
    "nodes",
    "objects",
    "enums",
    "unions",
    "variants",
    "permissions",
    "tasks",
    "features",
    "errors",
    "fields",
    "connections",
    "operations",
    "params",
    "targets",
    "names",
    "lists",
    "args",
    "webhooks",
];

/// What the named things of a section are, where each of them is an object.
const ENTRIES: &[(&str, &str)] = &[
    ("nodes", "a node"),
    ("objects", "an object of the schema"),
    ("enums", "an enum"),
    ("unions", "a union"),
    ("fields", "a field"),
    ("connections", "a connection"),
    ("operations", "an operation"),
    ("params", "a parameter"),
];

/// Keys whose values are data, in which `null` is a value.
const DATA: &[&str] = &["const", "default", "brings", "with"];

/// A merge of two layers.
pub(crate) struct Merge<'a> {
    pub(crate) diags: &'a mut Diagnostics,
    /// The names of what was removed, with the places of their `null`.
    pub(crate) removed: &'a mut Vec<(String, Span)>,
}

impl Merge<'_> {
    /// Merges `upper` over `lower`. Objects are merged key by key, in the order of `lower` followed by new keys of
    /// `upper`; `null` removes a key, and names under `ready` are added. Any other value comes from `upper`, with its
    /// span.
    pub(crate) fn merge(&mut self, lower: Json, upper: Json) -> Json {
        self.below("", lower, upper)
    }

    fn below(&mut self, key: &str, lower: Json, upper: Json) -> Json {
        match (lower.kind, upper.kind) {
            (Kind::Object(members), Kind::Object(above)) => {
                let kind = Kind::Object(self.members(key, members, above));
                Json { span: lower.span, kind }
            }
            // An invalid value was already reported; keep the lower one.
            (lower_kind, Kind::Bad) => Json { span: lower.span, kind: lower_kind },
            (_, kind) => Json { span: upper.span, kind },
        }
    }

    fn members(&mut self, of: &str, mut members: Vec<Member>, above: Vec<Member>) -> Vec<Member> {
        let mut places: Table<usize> = Table::default();
        for (at, member) in members.iter().enumerate() {
            places.insert(&member.key.value, at);
        }
        let is_data = DATA.contains(&of);
        let mut removed: Vec<usize> = Vec::new();
        for member in above {
            let place = places.get(&member.key.value).copied();
            if member.value.kind == Kind::Null && !is_data && !DATA.contains(&member.key.value.as_str()) {
                match place {
                    Some(at) => {
                        removed.push(at);
                        self.removed.push((member.key.value.clone(), member.value.span));
                    }
                    None => self.removes_nothing(&member, &members),
                }
                continue;
            }
            match place.and_then(|at| members.get_mut(at)) {
                Some(below) => {
                    let (key, value) = (below.key.value.as_str(), &mut below.value);
                    let lower = Json { span: value.span, kind: mem::replace(&mut value.kind, Kind::Null) };
                    *value = match is_another_form(key, &lower, &member.value) {
                        true => member.value,
                        false if is_no_section(key, &lower, &member.value, self.diags) => lower,
                        false if is_no_entry(of, &lower, &member.value, self.diags) => lower,
                        false if key == "ready" && of.is_empty() => ready(lower, member.value),
                        false => self.below(key, lower, member.value),
                    };
                }
                None => members.push(member),
            }
        }
        let mut at = 0;
        members.retain(|_| {
            at += 1;
            !removed.contains(&(at - 1))
        });
        members
    }

    fn removes_nothing(&mut self, member: &Member, below: &[Member]) {
        let name = &member.key.value;
        let meant = suggest(name, below.iter().map(|member| member.key.value.as_str()));
        self.diags.push(
            Diagnostic::error(code::BAD_EXTENDS, format!("`{name}` is removed, but is not there"))
                .at(member.key.span, "the extended schema has nothing of this name here")
                .suggest(meant),
        );
    }
}

/// Adds names to those with a ready struct. If the list has exceptions, removes them from these.
fn ready(lower: Json, upper: Json) -> Json {
    let names = |json: &Json| match &json.kind {
        Kind::Array(items) => items.clone(),
        _ => Vec::new(),
    };
    match (&lower.kind, &upper.kind) {
        (Kind::Array(below), Kind::Array(above)) => {
            let kind = Kind::Array(below.iter().chain(above).cloned().list());
            Json { span: upper.span, kind }
        }
        (Kind::Object(_), Kind::Array(above)) => {
            let is_added = |item: &Json| above.iter().any(|added| added.as_str() == item.as_str());
            let mut lower = lower;
            let Kind::Object(members) = &mut lower.kind else { return lower };
            for except in members.iter_mut().filter(|member| member.key.value == "except") {
                let left = names(&except.value).into_iter().filter(|item| !is_added(item)).list();
                except.value.kind = Kind::Array(left);
            }
            lower
        }
        (Kind::String(_), Kind::Array(_)) => lower,
        _ => upper,
    }
}

/// Reports a value that would replace all of a section. Without it, everything that refers to the section would be
/// reported as well.
fn is_no_section(key: &str, lower: &Json, upper: &Json, diags: &mut Diagnostics) -> bool {
    // In "updates", "fields" are a choice of names.
    let is_section = SECTIONS.contains(&key)
        && matches!(&lower.kind, Kind::Object(members) if members.iter().all(|member| member.key.value != "except"));
    let is_wrong = is_section && !matches!(upper.kind, Kind::Object(_) | Kind::Bad);
    if is_wrong {
        diags.push(
            Diagnostic::error(code::WRONG_KIND, format!("\"{key}\" must be an object"))
                .at(upper.span, format!("found {}", upper.describe())),
        );
    }
    is_wrong
}

/// Reports a value that would replace a node, a field or another named thing, to which others refer.
fn is_no_entry(section: &str, lower: &Json, upper: &Json, diags: &mut Diagnostics) -> bool {
    let Some((_, what)) = ENTRIES.iter().find(|(name, _)| *name == section) else { return false };
    let is_wrong =
        matches!(lower.kind, Kind::Object(_)) && !matches!(upper.kind, Kind::Object(_) | Kind::Bad);
    if is_wrong {
        diags.push(
            Diagnostic::error(code::WRONG_KIND, format!("{what} must be an object"))
                .at(upper.span, format!("found {}", upper.describe())),
        );
    }
    is_wrong
}

/// Returns whether a permission has another form than the lower one. `{"any": [..]}` and `{"self": ..}` share no
/// keys, and merging them would be invalid.
fn is_another_form(key: &str, lower: &Json, upper: &Json) -> bool {
    const COMBINED: &[&str] = &["any", "all", "widens"];
    const BY_TARGET: &[&str] = &["self", "friend", "other"];
    let has_only = |json: &Json, keys: &[&str]| match &json.kind {
        Kind::Object(members) => {
            !members.is_empty() && members.iter().all(|member| keys.contains(&member.key.value.as_str()))
        }
        _ => false,
    };
    // Another member with this name, such as a field, has the keys of neither form.
    key == "permission"
        && (has_only(upper, COMBINED) || has_only(upper, BY_TARGET) && has_only(lower, COMBINED))
}
