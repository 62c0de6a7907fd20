//! Checks objects and unions: required members, constants, tags, contents, rules, and members without a place.

use super::{
    input::{Input, Members},
    limits,
    problem::{ProblemKind, did_you_mean, either, is_one_of, listed},
    read::{self, Reader, unlocated},
    value::{Notation, Wrong},
};
use crate::{
    diagnostic::{
        source::{Span, Spanned},
        suggest,
    },
    json::{Json, Kind, Member},
    model::{Limits, MemberRule, Type, UnionForm},
    value::{Chosen, Filled, Layout, Place, Role, Standing, Tree, Without, nest},
};

/// A checked value with the path of its place.
pub(super) type Placed<'a> = (Vec<&'a str>, Json);

impl Reader<'_> {
    pub(super) fn without(&self) -> Without {
        match self.notation {
            Notation::Natural => Without::Content,
            Notation::Wire => Without::Default,
        }
    }

    /// Reads an object or a union whose members have places.
    pub(super) fn described(&mut self, ty: &Type, value: &Json, place: &str) -> Kind {
        let members = Input::Json(value).members().unwrap_or_default();
        let Some(layout) = Layout::of(self.schema, ty, &members, self.without()) else {
            return value.kind.clone();
        };
        let filled = layout.fill(&members);
        self.depth += 1;
        let placed = self.placed(&layout, &filled, place);
        self.unplaced(&layout, &filled, place, &ty.name(self.schema));
        self.depth -= 1;
        object(placed).kind
    }

    /// Reads what stands at the places of a value, and adds what may be left out.
    pub(super) fn placed<'a>(
        &mut self,
        layout: &Layout<'a>,
        filled: &Filled<Input<'_>>,
        base: &str,
    ) -> Vec<Placed<'a>> {
        let mut out = Vec::new();
        for (slot, found) in layout.slots.iter().zip(&filled.slots) {
            let is_needed = layout.is_needed(slot.group, filled);
            let path = found.as_ref().map_or_else(|| slot.path.join("."), |found| found.path.clone());
            let place = self.place(layout, slot.group, base, &path);
            let given = found.as_ref().map(|found| found.value);
            let value = match slot.role {
                Role::Param(_) => None,
                Role::Constant(json) => self.constant(json, given, is_needed, &place),
                Role::Member(field) => match given {
                    Some(given) => Some(self.limited(&field.ty, &field.limits, given, &place)),
                    None if field.required && is_needed => self.missing(&place),
                    None => None,
                },
                Role::Tag(choice) => self.tag(layout, choice, given, is_needed, &place),
                Role::Content(choice) => {
                    let variant = layout.choices.get(choice).and_then(|choice| choice.variant());
                    match (variant, given) {
                        (Some(variant), Some(given)) => {
                            let ty = variant.ty.as_ref();
                            ty.map(|ty| self.limited(ty, &variant.limits, given, &place))
                        }
                        (Some(_), None) if is_needed => self.missing(&place),
                        _ => None,
                    }
                }
            };
            out.extend(value.map(|value| (slot.path.clone(), value)));
        }
        self.undecided(layout, filled, base);
        for object in &layout.objects {
            if layout.is_needed(object.group, filled) {
                self.rules(layout, object, filled, &self.place(layout, object.group, base, ""));
            }
        }
        out
    }

    /// The place of a member in messages. The members of a flat parameter are named after it where people write.
    pub(super) fn place(&self, layout: &Layout<'_>, group: Option<usize>, base: &str, path: &str) -> String {
        let root = layout.root(group).and_then(|root| layout.groups.get(root));
        let base = match root {
            Some(root) if root.is_param && self.notation == Notation::Natural => root.name,
            _ => base,
        };
        let is_call = base.is_empty() && layout.is_call;
        match (path.is_empty(), is_call) {
            (true, _) => base.to_owned(),
            (false, true) => path.to_owned(),
            (false, false) => format!("{base}.{path}"),
        }
    }

    /// Reads a value, and checks its limits.
    pub(super) fn limited(&mut self, ty: &Type, limits: &Limits, given: Input<'_>, place: &str) -> Json {
        let kind = match given {
            Input::Text(text) => self.text(ty, text, place),
            Input::Json(json) => self.json(ty, json.clone(), place),
        };
        limits::check(limits, &kind, place, &mut self.wrong);
        unlocated(kind)
    }

    fn missing(&mut self, place: &str) -> Option<Json> {
        self.reject(place, Wrong::new(ProblemKind::Missing, "is required", "set it"));
        None
    }

    fn constant(
        &mut self,
        json: &str,
        given: Option<Input<'_>>,
        is_needed: bool,
        place: &str,
    ) -> Option<Json> {
        let always = read::json(json).ok()?;
        match given {
            Some(given) if !given.is(&always) => {
                let rule = format!("must be {json}");
                let remedy = match self.notation {
                    Notation::Natural => "remove it; it is always sent",
                    Notation::Wire => "set this value",
                };
                self.reject(place, Wrong::new(ProblemKind::Fixed, rule, remedy));
                None
            }
            Some(_) => Some(always),
            None if !is_needed => None,
            None if self.notation == Notation::Natural => Some(always),
            None => self.missing(place),
        }
    }

    fn tag(
        &mut self,
        layout: &Layout<'_>,
        choice: usize,
        given: Option<Input<'_>>,
        is_needed: bool,
        place: &str,
    ) -> Option<Json> {
        let choice = layout.choices.get(choice)?;
        let words: Vec<&str> = choice.union.variants.iter().map(|variant| variant.word.as_str()).collect();
        let known = || format!("must be one of {{{}}}", words.join(", "));
        match (choice.chosen, given) {
            (Chosen::Variant(_), None) if !is_needed => None,
            (Chosen::Variant(_), given) => {
                let word = choice.variant().map(|variant| variant.word.clone())?;
                // What arrives is kept as it is.
                let word = match given.and_then(|given| given.text()) {
                    Some(given) if self.notation == Notation::Wire => given.to_owned(),
                    _ => word,
                };
                Some(unlocated(Kind::String(word)))
            }
            (Chosen::Unknown, Some(given)) => {
                let near = suggest(given.text().unwrap_or_default(), words.iter().copied());
                let remedy = did_you_mean(near, || "use one of these values".to_owned());
                self.reject(place, Wrong::ty(known(), remedy));
                None
            }
            (Chosen::Missing | Chosen::Unknown, _) if is_needed => {
                let remedy = format!("set it to one of {{{}}}", words.join(", "));
                self.reject(place, Wrong::new(ProblemKind::Missing, "is required", remedy));
                None
            }
            (Chosen::Missing | Chosen::Unknown, _) => None,
        }
    }

    /// Reports unions without a tag of which no variant is present.
    fn undecided(&mut self, layout: &Layout<'_>, filled: &Filled<Input<'_>>, base: &str) {
        for choice in &layout.choices {
            if choice.chosen != Chosen::Missing
                || choice.union.form != UnionForm::Member
                || !layout.is_needed(choice.group, filled)
            {
                continue;
            }
            let place = self.place(layout, choice.group, base, "");
            let members = listed(choice.union.variants.iter().map(|variant| variant.member.as_str()));
            let rule = format!("must have one of {members}");
            self.reject(&place, Wrong::new(ProblemKind::Missing, rule, "set one of them"));
        }
    }

    fn rules(&mut self, layout: &Layout<'_>, object: &Standing<'_>, filled: &Filled<Input<'_>>, place: &str) {
        let is_given = |at: &usize| match object.places.get(*at) {
            Some(Place::Slot(slot)) => filled.has(*slot),
            Some(Place::Group(group)) => layout.is_given(*group, filled),
            None => false,
        };
        let plain = |at: &usize| match object.places.get(*at) {
            Some(Place::Slot(slot)) => Some(filled.slots.get(*slot)?.as_ref()?.value.plain()),
            Some(Place::Group(_)) | None => None,
        };
        let name = |at: &usize| object.node.fields.get(*at).map_or("", |field| field.name.as_str());
        let names = |list: &[usize]| listed(list.iter().map(name));
        let given = |list: &[usize]| list.iter().filter(|at| is_given(at)).count();
        for rule in &object.node.rules {
            let (kind, rule, remedy) = match rule {
                MemberRule::AtLeastOne(list) if given(list) == 0 => (
                    ProblemKind::AtLeastOne,
                    format!("must have at least one of {}", names(list)),
                    "set at least one of them",
                ),
                MemberRule::ExactlyOne(list) if given(list) != 1 => (
                    ProblemKind::ExactlyOne,
                    format!("must have exactly one of {}, but has {}", names(list), given(list)),
                    "set only one of them",
                ),
                MemberRule::NotTogether(list) if given(list) > 1 => (
                    ProblemKind::NotTogether,
                    format!("must have at most one of {}, but has {}", names(list), given(list)),
                    "keep only one of them",
                ),
                MemberRule::Together(list) if given(list) != 0 && given(list) != list.len() => (
                    ProblemKind::Together,
                    format!("must have all of {}, or none", names(list)),
                    "set the others too, or remove all of them",
                ),
                MemberRule::OnlyWith { member, with, .. } if is_given(member) && !is_given(with) => (
                    ProblemKind::OnlyWith,
                    format!("cannot have `{}` without `{}`", name(member), name(with)),
                    "set both, or remove it",
                ),
                MemberRule::OnlyWith { member, with, values }
                    if is_given(member)
                        && !values.is_empty()
                        && plain(with).is_some_and(|value| !is_one_of(&value, values)) =>
                {
                    let rule =
                        format!("can have `{}` only with `{}` {}", name(member), name(with), either(values));
                    (ProblemKind::OnlyWith, rule, "change one of the two, or remove it")
                }
                _ => continue,
            };
            self.reject(place, Wrong::new(kind, rule, remedy));
        }
    }
}

/// An object with values at their paths.
pub(super) fn object(placed: Vec<Placed<'_>>) -> Json {
    fn of_members(members: Vec<(String, Json)>) -> Json {
        let members = members
            .into_iter()
            .map(|(name, value)| Member { key: Spanned { value: name, span: Span::NOWHERE }, value });
        unlocated(Kind::Object(members.collect()))
    }
    of_members(nest(placed, &of_members))
}

/// Adds the members of the object given under the name of a flat parameter to the others.
pub(super) fn spliced<'v>(members: Members<'v>, objects: &'v [(usize, Json)]) -> Members<'v> {
    let mut out = Vec::with_capacity(members.len());
    for (at, member) in members.into_iter().enumerate() {
        match objects.iter().find(|(of, _)| *of == at) {
            Some((_, object)) => out.extend(Input::Json(object).members().unwrap_or_default()),
            None => out.push(member),
        }
    }
    out
}
