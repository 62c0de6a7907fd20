//! Which variant of a union a JSON object is.

use super::Tree;
use crate::model::{Union, UnionForm, Variant};

/// Which variant a JSON object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// This one, by position.
    Variant(usize),
    /// One that the schema does not know.
    Unknown,
    /// Nothing says which.
    Missing,
}

/// What decides without a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Without {
    /// The default; the member that is present only if there is none. So the platform and its clients read.
    Default,
    /// The member that is present, if only one variant has it; then the default. So people write.
    Content,
}

/// The variant that a word of the tag means: in any case, or by an alias.
#[must_use]
pub fn variant(union: &Union, word: &str) -> Option<usize> {
    let find = |fits: &dyn Fn(&str) -> bool| union.variants.iter().position(|variant| fits(&variant.word));
    let alias = || {
        union
            .variants
            .iter()
            .position(|variant| variant.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(word)))
    };
    find(&|known| known == word).or_else(|| find(&|known| known.eq_ignore_ascii_case(word))).or_else(alias)
}

/// The variant of a union that an object with these members is.
pub fn choose<'v, T: Tree<'v>>(union: &Union, members: &[(&'v str, T)], without: Without) -> Chosen {
    let has = |name: &str| members.iter().any(|(known, _)| *known == name);
    let Some(tag) = union.form.tag() else {
        let is_present =
            |variant: &Variant| has(&variant.member) || variant.aliases.iter().any(|alias| has(alias));
        let present = union.variants.iter().position(is_present);
        return present.map_or(Chosen::Missing, Chosen::Variant);
    };
    if let Some((_, value)) = members.iter().find(|(name, value)| *name == tag && value.is_scalar()) {
        let word = value.text().and_then(|word| variant(union, word));
        return word.map_or(Chosen::Unknown, Chosen::Variant);
    }
    let default = union.default.map(Chosen::Variant);
    let content = || match union.form {
        UnionForm::Named { .. } => {
            let with_content = |at: &usize| {
                union.variants.get(*at).is_some_and(|variant| variant.ty.is_some() && has(&variant.member))
            };
            let mut present = (0..union.variants.len()).filter(with_content);
            match (present.next(), present.next(), without) {
                (Some(only), None, _) | (Some(only), Some(_), Without::Default) => {
                    Some(Chosen::Variant(only))
                }
                _ => None,
            }
        }
        UnionForm::Inline { .. } | UnionForm::Within { .. } | UnionForm::Member => None,
    };
    let found = match without {
        Without::Default => default.or_else(content),
        Without::Content => content().or(default),
    };
    found.unwrap_or(Chosen::Missing)
}
