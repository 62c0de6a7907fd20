//! Lists the places of a value.

use super::{
    Choice, Chosen, Group, Layout, Place, Role, Slot, Standing, Tree, Without, choose, is_described,
};
use crate::model::{Field, NodeId, Param, Schema, Type, Union, UnionForm, UnionId};

/// Flat values inside flat values end here; a schema may be recursive.
const DEEPEST: usize = 8;

/// Decides which variant a union is.
type Pick<'p> = &'p dyn Fn(&Union) -> Chosen;

impl<'a> Layout<'a> {
    /// The places of a value with these members. `None` if the type is neither an object nor a union.
    pub fn of<'v, T: Tree<'v>>(
        schema: &'a Schema,
        ty: &Type,
        members: &[(&'v str, T)],
        without: Without,
    ) -> Option<Self> {
        Self::with(schema, ty, &|union| choose(union, members, without))
    }

    /// The places of a value, in which unions are the variants that `pick` returns.
    pub fn with(schema: &'a Schema, ty: &Type, pick: Pick<'_>) -> Option<Self> {
        let mut build = Build { schema, pick, layout: Self::empty() };
        match ty {
            Type::Node(node) => build.object(*node, None, 0),
            Type::Union(union) => build.union(*union, None, 0),
            _ => return None,
        }
        Some(build.layout)
    }

    /// The places of the parameters of a call. Constants are names with JSON text.
    pub fn of_params<'v, T: Tree<'v>>(
        schema: &'a Schema,
        params: impl Iterator<Item = &'a Param>,
        constants: &'a [(String, String)],
        members: &[(&'v str, T)],
        without: Without,
    ) -> Self {
        let pick = |union: &Union| choose(union, members, without);
        let layout = Self { is_call: true, ..Self::empty() };
        let mut build = Build { schema, pick: &pick, layout };
        for (name, json) in constants {
            build.slot(vec![name.as_str()], &[], Role::Constant(json), None);
        }
        for param in params {
            if param.flat {
                let group = build.group(Group {
                    name: &param.name,
                    is_param: true,
                    required: param.required,
                    is_whole: without == Without::Content,
                    parent: None,
                });
                build.flat(&param.ty, Some(group), 0);
            } else {
                build.slot(vec![param.name.as_str()], &[], Role::Param(param), None);
            }
        }
        build.layout
    }

    fn empty() -> Self {
        Self {
            slots: Vec::new(),
            objects: Vec::new(),
            choices: Vec::new(),
            groups: Vec::new(),
            is_call: false,
        }
    }

    /// Whether a value of this type has places: it is a union, or an object about whose members the schema says more
    /// than their types.
    #[must_use]
    pub fn describes(schema: &Schema, ty: &Type) -> bool {
        match ty {
            Type::Union(_) => true,
            Type::Node(node) => is_described(&schema[*node]),
            _ => false,
        }
    }
}

struct Build<'a, 'p> {
    schema: &'a Schema,
    pick: Pick<'p>,
    layout: Layout<'a>,
}

impl<'a> Build<'a, '_> {
    fn slot(
        &mut self,
        path: Vec<&'a str>,
        aliases: &'a [String],
        role: Role<'a>,
        group: Option<usize>,
    ) -> usize {
        self.layout.slots.push(Slot { path, aliases, role, group });
        self.layout.slots.len() - 1
    }

    fn group(&mut self, group: Group<'a>) -> usize {
        self.layout.groups.push(group);
        self.layout.groups.len() - 1
    }

    /// The members of a value that stand among those of another one.
    fn flat(&mut self, ty: &Type, group: Option<usize>, depth: usize) {
        match ty {
            Type::Node(node) if depth < DEEPEST => self.object(*node, group, depth),
            Type::Union(union) if depth < DEEPEST => self.union(*union, group, depth),
            _ => {}
        }
    }

    fn object(&mut self, node: NodeId, group: Option<usize>, depth: usize) {
        let node = &self.schema[node];
        let mut places = Vec::with_capacity(node.fields.len());
        for field in &node.fields {
            places.push(match &field.constant {
                Some(json) => Place::Slot(self.slot(path(field), &[], Role::Constant(json), group)),
                None if field.flat => {
                    let flat = Group {
                        name: &field.name,
                        is_param: false,
                        required: field.required,
                        is_whole: false,
                        parent: group,
                    };
                    let flat = self.group(flat);
                    self.flat(&field.ty, Some(flat), depth + 1);
                    Place::Group(flat)
                }
                None => Place::Slot(self.slot(path(field), &field.aliases, Role::Member(field), group)),
            });
        }
        self.layout.objects.push(Standing { node, places, group });
    }

    fn union(&mut self, id: UnionId, group: Option<usize>, depth: usize) {
        let union = &self.schema[id];
        let chosen = (self.pick)(union);
        self.layout.choices.push(Choice { union, chosen, group });
        let choice = self.layout.choices.len() - 1;
        if let Some(tag) = union.form.tag() {
            self.slot(vec![tag], &[], Role::Tag(choice), group);
        }
        let Chosen::Variant(at) = chosen else { return };
        let Some((variant, ty)) =
            union.variants.get(at).and_then(|variant| Some((variant, variant.ty.as_ref()?)))
        else {
            return;
        };
        match &union.form {
            UnionForm::Inline { .. } => self.flat(ty, group, depth + 1),
            UnionForm::Within { content, .. } => {
                self.slot(vec![content.as_str()], &[], Role::Content(choice), group);
            }
            UnionForm::Named { .. } => {
                self.slot(vec![variant.member.as_str()], &[], Role::Content(choice), group);
            }
            UnionForm::Member => {
                self.slot(vec![variant.member.as_str()], &variant.aliases, Role::Content(choice), group);
            }
        }
    }
}

fn path(field: &Field) -> Vec<&str> {
    match field.at.as_slice() {
        [] => vec![field.name.as_str()],
        parts => parts.iter().map(String::as_str).collect(),
    }
}
