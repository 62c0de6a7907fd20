//! Compares objects that are sent, and unions.

use std::collections::BTreeSet;

use super::{Both, ChangeKind, Changes, Verdict, operation::limit};
use crate::model::{Field, Function, Limits, MemberRule, Node, NodeId, Scalar, Schema, Type, UnionId};

/// Constructors with more arguments take a struct.
const MAX_ARGUMENTS: usize = 4;
/// So do those with this many arguments of one type.
const MAX_ALIKE: usize = 3;

/// The objects and unions that callers make.
#[derive(Debug, Default)]
pub(super) struct Sent {
    nodes: BTreeSet<NodeId>,
    unions: BTreeSet<UnionId>,
}

impl Sent {
    pub(super) fn of(schema: &Schema) -> Self {
        let mut sent = Self::default();
        let mut open: Vec<&Type> = Vec::new();
        for node in &schema.nodes {
            let own = node.connections.iter().flat_map(|connection| &connection.operations);
            let operations = node.operations.iter().chain(own).flat_map(|operation| &operation.params);
            let lists = node.connections.iter().flat_map(|connection| &connection.params);
            open.extend(operations.chain(lists).chain(&node.params).map(|param| &param.ty));
        }
        while let Some(ty) = open.pop() {
            match ty {
                Type::Node(id) if schema[*id].is_object && sent.nodes.insert(*id) => {
                    open.extend(schema[*id].fields.iter().map(|field| &field.ty));
                }
                Type::Union(id) if sent.unions.insert(*id) => {
                    open.extend(schema[*id].variants.iter().filter_map(|variant| variant.ty.as_ref()));
                }
                Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => {
                    open.push(item)
                }
                _ => {}
            }
        }
        sent
    }

    fn has_node(&self, schema: &Schema, name: &str) -> bool {
        schema.node(name).is_some_and(|(id, _)| self.nodes.contains(&id))
    }

    pub(super) fn has_union(&self, schema: &Schema, name: &str) -> bool {
        schema.unions().any(|(id, union)| union.name == name && self.unions.contains(&id))
    }
}

impl Both<'_> {
    /// Whether an object is made by callers, before and after.
    pub(super) fn is_sent(self, node: &str) -> bool {
        Sent::of(self.old).has_node(self.old, node) && Sent::of(self.new).has_node(self.new, node)
    }

    /// Compares what is said about an object as a whole.
    pub(super) fn object(self, place: &str, old: &Node, new: &Node, changes: &mut Changes) {
        let is_sent = self.is_sent(&old.name);
        self.function(place, (old.function.as_ref(), new.function.as_ref()), is_sent, changes);
        let texts = |node: &Node| node.rules.iter().map(|rule| rule_text(node, rule)).collect::<Vec<_>>();
        let (before, after) = (texts(old), texts(new));
        for rule in before.iter().filter(|rule| !after.contains(rule)) {
            changes.add(ChangeKind::Limit, Verdict::Minor, place, format!("rule \"{rule}\" removed"));
        }
        for rule in after.iter().filter(|rule| !before.contains(rule)) {
            let verdict = if is_sent { Verdict::Major } else { Verdict::Patch };
            changes.add(ChangeKind::Limit, verdict, place, format!("rule \"{rule}\" added"));
        }
        if is_sent {
            self.arguments(place, old, new, changes);
        }
    }

    /// Compares the order of the arguments of a constructor.
    fn arguments(self, place: &str, old: &Node, new: &Node, changes: &mut Changes) {
        let required = |node: &Node, other: &Node| {
            let kept = node.fields.iter().filter(|field| {
                field.required && other.field(&field.name).is_some_and(|other| other.required)
            });
            kept.map(|field| field.name.clone()).collect::<Vec<_>>().join(", ")
        };
        let are_named = is_struct(old, self.old) && is_struct(new, self.new);
        let verdict = if are_named { Verdict::Patch } else { Verdict::Major };
        let orders = (required(old, new), required(new, old));
        changes.changed((ChangeKind::Required, verdict), place, "order of arguments", orders);
    }

    pub(super) fn function(
        self,
        place: &str,
        (old, new): (Option<&Function>, Option<&Function>),
        is_sent: bool,
        changes: &mut Changes,
    ) {
        let text = |function: Option<&Function>| {
            function.map_or_else(|| "none".to_owned(), |of| format!("{}::{}", of.module, of.name))
        };
        let verdict = match (is_sent, old) {
            (false, _) => Verdict::Patch,
            (true, None) => Verdict::Minor,
            (true, Some(_)) => Verdict::Major,
        };
        changes.changed((ChangeKind::Type, verdict), place, "function", (text(old), text(new)));
    }

    /// A field that only one of the schemas has.
    pub(super) fn lone_field(
        self,
        node: &str,
        field: &Field,
        is_new: bool,
        is_sent: bool,
        changes: &mut Changes,
    ) {
        let place = format!("{node}.{}", field.name);
        match (&field.constant, is_new) {
            // It has no member in Rust.
            (Some(json), _) => {
                let verdict = if is_sent { Verdict::Major } else { Verdict::Patch };
                let what = if is_new { "added" } else { "removed" };
                changes.add(ChangeKind::Wire, verdict, &place, format!("constant {json} {what}"));
            }
            (None, false) => changes.removed(&place, "field"),
            (None, true) if field.required && is_sent => {
                changes.add(ChangeKind::Required, Verdict::Major, &place, "required field added");
            }
            (None, true) => changes.added(&place, "field"),
        }
    }

    /// Compares how a member is sent.
    pub(super) fn member(self, place: &str, old: &Field, new: &Field, is_sent: bool, changes: &mut Changes) {
        let wire = (ChangeKind::Wire, Verdict::Major);
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
        let constant = match (&old.constant, &new.constant) {
            (Some(_), Some(_)) if is_sent => wire,
            (Some(_), Some(_)) => (ChangeKind::Wire, Verdict::Patch),
            _ => (ChangeKind::Type, Verdict::Major),
        };
        changes.changed(constant, place, "constant", (text(&old.constant), text(&new.constant)));
        let certain = |field: &Field| if field.is_certain() { "certain" } else { "optional" };
        let type_of = (ChangeKind::Type, Verdict::Major);
        changes.changed(type_of, place, "member", (certain(old), certain(new)));
        let needed = |field: &Field| if field.required { "required" } else { "optional" };
        let verdict = if is_sent { Verdict::Major } else { Verdict::Patch };
        let both = (needed(old), needed(new));
        changes.changed((ChangeKind::Required, verdict), place, "argument", both);
        let path = |field: &Field| match field.at.as_slice() {
            [] => field.name.clone(),
            at => at.join("."),
        };
        changes.changed(wire, place, "path", (path(old), path(new)));
        changes.changed(wire, place, "form", (flat(old.flat), flat(new.flat)));
        let verdict = match (is_sent, &old.add) {
            (false, _) => Verdict::Patch,
            (true, None) => Verdict::Minor,
            (true, Some(_)) => Verdict::Major,
        };
        let both = (text(&old.add), text(&new.add));
        changes.changed((ChangeKind::Type, verdict), place, "setter of one element", both);
        aliases(place, &old.aliases, &new.aliases, changes);
        limits(place, &old.limits, &new.limits, changes);
    }
}

pub(super) fn flat(is_flat: bool) -> &'static str {
    if is_flat { "flat" } else { "a member" }
}

/// Whether the arguments of a constructor are fields of a struct.
fn is_struct(node: &Node, schema: &Schema) -> bool {
    let types: Vec<String> = node
        .fields
        .iter()
        .filter(|field| field.required && field.constant.is_none())
        .map(|field| match &field.ty {
            Type::Scalar(Scalar::Url) => Scalar::String.name().to_owned(),
            ty => ty.name(schema),
        })
        .collect();
    let alike = |ty: &String| types.iter().filter(|other| *other == ty).count() >= MAX_ALIKE;
    types.len() > MAX_ARGUMENTS || types.iter().any(alike)
}

pub(super) fn aliases(place: &str, old: &[String], new: &[String], changes: &mut Changes) {
    for name in old.iter().filter(|name| !new.contains(name)) {
        let what = format!("other name `{name}` removed");
        changes.add(ChangeKind::Wire, Verdict::Major, place, what);
    }
    for name in new.iter().filter(|name| !old.contains(name)) {
        changes.add(ChangeKind::Wire, Verdict::Minor, place, format!("other name `{name}` added"));
    }
}

pub(super) fn limits(place: &str, old: &Limits, new: &Limits, changes: &mut Changes) {
    let count = |limit: Option<u64>| limit.map(i128::from);
    let number = |limit: Option<i64>| limit.map(i128::from);
    for (what, is_lowest, old, new) in [
        ("length", true, count(old.min_length), count(new.min_length)),
        ("length", false, count(old.max_length), count(new.max_length)),
        ("number of bytes", false, count(old.max_bytes), count(new.max_bytes)),
        ("value", true, number(old.min), number(new.min)),
        ("value", false, number(old.max), number(new.max)),
        ("number of elements", true, count(old.min_items), count(new.min_items)),
        ("number of elements", false, count(old.max_items), count(new.max_items)),
    ] {
        limit(place, what, is_lowest, (old, new), changes);
    }
    let text = |limits: &Limits| limits.pattern.map_or("anything", |pattern| pattern.describe());
    let verdict = if new.pattern.is_none() { Verdict::Minor } else { Verdict::Major };
    changes.changed((ChangeKind::Limit, verdict), place, "pattern", (text(old), text(new)));
}

/// Describes a rule by the names of its members.
fn rule_text(node: &Node, rule: &MemberRule) -> String {
    let name = |at: &usize| node.fields.get(*at).map_or("", |field| field.name.as_str());
    let names = |list: &[usize]| list.iter().map(name).collect::<Vec<_>>().join(", ");
    match rule {
        MemberRule::AtLeastOne(list) => format!("at least one of {}", names(list)),
        MemberRule::ExactlyOne(list) => format!("exactly one of {}", names(list)),
        MemberRule::NotTogether(list) => format!("at most one of {}", names(list)),
        MemberRule::Together(list) => format!("all of {}, or none", names(list)),
        MemberRule::OnlyWith(member, with) => format!("{} only with {}", name(member), name(with)),
    }
}
