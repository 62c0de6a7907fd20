//! Decodes unions, and objects whose members have places: paths, constants, flat values.

use graph_schema::{
    model::{Presence, Type},
    value::{Chosen, Filled, Layout, Place, Role, Tree, Without},
};
use serde_json::Value;

use super::{
    decode::Decoder,
    finding::{Kind, kind_of},
};

/// JSON of an answer.
#[derive(Clone, Copy)]
struct Read<'v>(&'v Value);

impl<'v> Tree<'v> for Read<'v> {
    fn members(self) -> Option<Vec<(&'v str, Self)>> {
        let members = self.0.as_object()?;
        Some(members.iter().map(|(name, value)| (name.as_str(), Self(value))).collect())
    }

    fn text(self) -> Option<&'v str> {
        self.0.as_str()
    }

    fn is_scalar(self) -> bool {
        matches!(self.0, Value::String(_) | Value::Number(_) | Value::Bool(_))
    }
}

impl Decoder<'_> {
    /// A union, which keeps what the schema does not know as it is.
    pub(super) fn union(&mut self, ty: &Type, value: &Value) {
        if !value.is_object() {
            self.note(Kind::UnknownWord, kind_of(value));
            return;
        }
        let before = self.findings.len();
        self.shaped(ty, value);
        self.without_failures(before);
    }

    /// A value that is kept as it is if it does not fit. Then only that is reported.
    fn without_failures(&mut self, before: usize) {
        let failed = self.findings.get(before..).unwrap_or_default().iter();
        let Some(first) = failed.clone().find(|finding| finding.kind == Kind::Failed) else { return };
        let what = format!("{} ({})", first.what, first.path);
        self.findings.truncate(before);
        self.note(Kind::UnknownWord, format!("does not fit: {what}"));
    }

    /// The members of an object or a union.
    pub(super) fn shaped(&mut self, ty: &Type, value: &Value) {
        let schema = self.schema;
        let Some(members) = Read(value).members() else { return };
        let Some(layout) = Layout::of(schema, ty, &members, Without::Default) else { return };
        let filled = layout.fill(&members);
        let is_union = matches!(ty, Type::Union(_));
        self.keepers += usize::from(!is_union);
        for (slot, found) in layout.slots.iter().zip(&filled.slots) {
            let Some(found) = found else { continue };
            (self.keys, self.known) = (self.keys + 1, self.known + 1);
            let value = found.value.0;
            let before = self.findings.len();
            self.at(&found.path, |this| match slot.role {
                Role::Member(field) if field.is_certain() => this.read(&field.ty, value),
                Role::Member(field) => this.optional(&field.ty, value),
                Role::Tag(choice) => {
                    if layout.choices.get(choice).is_some_and(|choice| choice.chosen == Chosen::Unknown) {
                        this.note(Kind::UnknownWord, super::finding::describe(value));
                    }
                }
                Role::Content(choice) => {
                    let variant = layout.choices.get(choice).and_then(|choice| choice.variant());
                    if let Some(ty) = variant.and_then(|variant| variant.ty.as_ref()) {
                        this.read(ty, value);
                    }
                }
                Role::Constant(_) | Role::Param(_) => {}
            });
            if slot.group.is_some() {
                self.without_failures(before);
            }
        }
        self.keepers -= usize::from(!is_union);
        // A union that the schema does not know has all members as they are.
        let is_other =
            is_union && layout.choices.iter().any(|choice| !matches!(choice.chosen, Chosen::Variant(_)));
        if is_union && layout.choices.first().is_some_and(|choice| choice.chosen == Chosen::Missing) {
            self.note(Kind::UnknownWord, "no variant of the union");
        }
        for found in &filled.unknown {
            self.keys += 1;
            if let (Type::Node(owner), false) = (ty, found.path.contains('.')) {
                self.collect(*owner, &found.path, found.value.0);
            }
            if is_other || found.path == "id" {
                self.known += 1;
            } else {
                self.at(&found.path, |this| match is_union {
                    true => this.lost(&found.path, found.value.0),
                    false => this.note(Kind::UnknownField, kind_of(found.value.0)),
                });
            }
        }
        self.absent(&layout, &filled);
    }

    fn absent(&mut self, layout: &Layout<'_>, filled: &Filled<Read<'_>>) {
        let is_null = |slot: usize| match filled.slots.get(slot).and_then(Option::as_ref) {
            Some(found) => found.value.0.is_null(),
            None => true,
        };
        for object in &layout.objects {
            if !layout.is_needed(object.group, filled) {
                continue;
            }
            let before = self.findings.len();
            for (field, place) in object.node.fields.iter().zip(&object.places) {
                let Place::Slot(slot) = *place else { continue };
                if field.constant.is_some() || !is_null(slot) {
                    continue;
                }
                let path = layout.slots.get(slot).map(|slot| slot.path.join(".")).unwrap_or_default();
                if field.is_certain() {
                    self.at(&path, |this| this.note(Kind::Failed, "the schema says that it is always there"));
                } else if field.presence == Presence::Always {
                    let what = "the schema says that it is always present";
                    self.at(&path, |this| this.note(Kind::Missing, what));
                }
            }
            if object.group.is_some() {
                self.without_failures(before);
            }
        }
    }

    /// Reads a value at a path such as `body.text`.
    fn at(&mut self, path: &str, read: impl FnOnce(&mut Self)) {
        let depth = path.split('.').map(|part| self.push(part)).count();
        read(self);
        (0..depth).for_each(|_| self.pop());
    }
}
