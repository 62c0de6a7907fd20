//! Members without a place: misspelled, or the content of another variant.

use super::{
    input::Input,
    problem::{ProblemKind, did_you_mean, listed},
    read::Reader,
    value::Wrong,
};
use crate::{
    diagnostic::suggest,
    model::UnionForm,
    value::{Chosen, Filled, Layout, Slot},
};

impl Reader<'_> {
    /// Reports members without a place.
    pub(super) fn unplaced(
        &mut self,
        layout: &Layout<'_>,
        filled: &Filled<Input<'_>>,
        base: &str,
        name: &str,
    ) {
        if is_undecided(layout) {
            return;
        }
        for found in &filled.unknown {
            let (rule, remedy) =
                of_another(layout, &found.path).unwrap_or_else(|| unknown(layout, name, &found.path));
            let root = layout.groups.iter().position(|group| group.is_param);
            let place = self.place(layout, root, base, &found.path);
            self.reject(&place, Wrong::new(ProblemKind::UnknownMember, rule, remedy));
        }
    }
}

/// Whether the set of members is unknown, because a tag is wrong or missing.
pub(super) fn is_undecided(layout: &Layout<'_>) -> bool {
    layout.choices.iter().any(|choice| match choice.chosen {
        Chosen::Variant(_) => false,
        Chosen::Unknown => true,
        Chosen::Missing => choice.union.form != UnionForm::Member,
    })
}

/// What is wrong with a member that is the content of a variant that was not chosen.
pub(super) fn of_another(layout: &Layout<'_>, path: &str) -> Option<(String, String)> {
    layout.choices.iter().find_map(|choice| {
        let chosen = choice.variant()?;
        let other =
            choice.union.variants.iter().find(|variant| {
                variant.ty.is_some() && variant.member == path && variant.word != chosen.word
            })?;
        match &choice.union.form {
            UnionForm::Named { tag } => Some((
                format!("belongs to `{tag}` `{}`, but `{tag}` is `{}`", other.word, chosen.word),
                format!("remove it, or set `{tag}` to `{}`", other.word),
            )),
            UnionForm::Member => {
                Some((format!("excludes `{}`", chosen.member), "keep one of them".to_owned()))
            }
            UnionForm::Inline { .. } | UnionForm::Within { .. } => None,
        }
    })
}

fn unknown(layout: &Layout<'_>, name: &str, path: &str) -> (String, String) {
    let known: Vec<String> = layout.slots.iter().map(|slot: &Slot<'_>| slot.path.join(".")).collect();
    let known = || known.iter().map(String::as_str);
    let remedy = did_you_mean(suggest(path, known()), || match known().count() {
        0 => "remove it".to_owned(),
        _ => format!("its members are {}", listed(known())),
    });
    (format!("is not a member of `{name}`"), remedy)
}
