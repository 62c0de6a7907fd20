//! Compares unions.

use super::{
    Both, ChangeKind, Changes, Verdict, pairs,
    value::{Sent, aliases, limits},
};
use crate::model::{Scalar, Schema, Type, Union, UnionForm, Variant};

impl Both<'_> {
    pub(super) fn unions(self, changes: &mut Changes) {
        for pair in pairs(&self.old.unions, &self.new.unions, |old, new| old.name == new.name) {
            match pair {
                (Some(old), Some(new)) => self.union(old, new, changes),
                (Some(old), None) => changes.removed(&old.name, "union"),
                (None, Some(new)) => changes.added(&new.name, "union"),
                (None, None) => {}
            }
        }
    }

    fn union(self, old: &Union, new: &Union, changes: &mut Changes) {
        let place = &old.name;
        let is_sent =
            Sent::of(self.old).has_union(self.old, place) && Sent::of(self.new).has_union(self.new, place);
        let wire = (ChangeKind::Wire, Verdict::Major);
        changes.changed(wire, place, "form", (form(&old.form), form(&new.form)));
        let default = |union: &Union| {
            let variant = union.default.and_then(|at| union.variants.get(at));
            variant.map_or_else(|| "none".to_owned(), |variant| variant.word.clone())
        };
        let verdict = if old.default.is_none() { Verdict::Minor } else { Verdict::Major };
        let both = (default(old), default(new));
        changes.changed((ChangeKind::Wire, verdict), place, "variant without a tag", both);
        changes.doc(place, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
        for pair in pairs(&old.variants, &new.variants, |old: &Variant, new| old.word == new.word) {
            let at = |variant: &Variant| format!("{place}.{}", variant.word);
            match pair {
                (Some(old), Some(new)) => self.variant(&at(old), old, new, is_sent, changes),
                (Some(old), None) => changes.removed(&at(old), "variant"),
                (None, Some(new)) => changes.added(&at(new), "variant"),
                (None, None) => {}
            }
        }
        if is_sent {
            let now = sources(self.new, new);
            for source in sources(self.old, old).iter().filter(|source| !now.contains(source)) {
                let is_kept = new
                    .variants
                    .iter()
                    .any(|variant| variant.ty.as_ref().is_some_and(|ty| ty.name(self.new) == *source));
                if is_kept {
                    let what = format!("conversion from `{source}` removed: several variants have it");
                    changes.add(ChangeKind::Type, Verdict::Major, place, what);
                }
            }
        }
    }

    fn variant(self, place: &str, old: &Variant, new: &Variant, is_sent: bool, changes: &mut Changes) {
        let major = |kind| (kind, Verdict::Major);
        changes.changed(major(ChangeKind::Type), place, "Rust name", (&old.rust, &new.rust));
        self.function(place, (Some(&old.function), Some(&new.function)), is_sent, changes);
        let ty =
            |ty: &Option<Type>, schema| ty.as_ref().map_or_else(|| "none".to_owned(), |ty| ty.name(schema));
        let types = (ty(&old.ty, self.old), ty(&new.ty, self.new));
        changes.changed(major(ChangeKind::Type), place, "type", types);
        changes.changed(major(ChangeKind::Wire), place, "member", (&old.member, &new.member));
        aliases(place, &old.aliases, &new.aliases, changes);
        limits(place, &old.limits, &new.limits, changes);
        changes.deprecated(place, old.deprecated.as_deref(), new.deprecated.as_deref());
        changes.doc(place, (&old.doc, old.note.as_deref()), (&new.doc, new.note.as_deref()));
    }
}

fn form(form: &UnionForm) -> String {
    match form {
        UnionForm::Named { tag } => format!("content named by {tag}"),
        UnionForm::Inline { tag } => format!("content beside {tag}"),
        UnionForm::Within { tag, content } => format!("content in {content}, beside {tag}"),
        UnionForm::Member => "content in a member".to_owned(),
    }
}

/// The types that convert into a union: each content that only one variant has.
fn sources(schema: &Schema, union: &Union) -> Vec<String> {
    let name = |variant: &Variant| {
        variant
            .ty
            .as_ref()
            .filter(|ty| matches!(ty, Type::Node(_) | Type::Union(_) | Type::Scalar(Scalar::String)))
            .map(|ty| ty.name(schema))
    };
    let all: Vec<Option<String>> = union.variants.iter().map(name).collect();
    let is_unique = |name: &String| all.iter().flatten().filter(|other| *other == name).count() == 1;
    let kept = all
        .iter()
        .enumerate()
        .filter(|(at, name)| name.as_ref().is_some_and(|name| is_unique(name) || union.default == Some(*at)));
    kept.filter_map(|(_, name)| name.clone()).collect()
}
