//! Values: which objects and unions are sent, what converts into them, and the functions that make them.

mod reached;

use graph_schema::{
    list::List as _,
    model::{Field, Node, NodeId, Scalar, Schema, Type, UnionId},
    table::Table,
};

use self::reached::Marks;
use super::value::Given;

/// Above this number, the required members of an object become one struct.
const MOST_ARGUMENTS: usize = 4;
/// From this number of the same type on, too.
const MOST_ALIKE: usize = 3;

/// The values of a schema.
#[derive(Debug, Default)]
pub struct Values {
    /// Objects that are read and written by [`Shape`](Self::is_shaped).
    shaped: Marks,
    /// Nodes and objects whose fields can be selected.
    selected_nodes: Marks,
    selected_unions: Marks,
    sent_nodes: Marks,
    sent_unions: Marks,
    /// By module.
    makers: Table<Vec<Maker>>,
}

/// A function that makes a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Maker {
    /// Its name.
    pub name: String,
    /// What it makes.
    pub makes: Makes,
}

/// What a function makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Makes {
    /// An object, from its required members.
    Object(NodeId),
    /// A variant of a union, from its content.
    Variant(UnionId, usize),
}

/// What converts into a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Text.
    Text,
    /// An object.
    Object(NodeId),
    /// A union.
    Union(UnionId),
}

impl Values {
    /// The values of a schema.
    #[must_use]
    pub fn new(schema: &Schema) -> Self {
        let mut values = Self::default();
        values.find_sent(schema);
        values.find_selected(schema);
        values.find_shaped(schema);
        values.find_makers(schema);
        values
    }

    /// Whether an object has tables of limits and rules, and members that always have a value.
    #[must_use]
    pub fn is_shaped(&self, node: NodeId) -> bool {
        self.shaped.has(node.place())
    }

    /// Whether fields of an object can be selected: it is part of a node or of a list. What is only sent or delivered has
    /// no fields to choose from.
    #[must_use]
    pub fn is_selected(&self, node: NodeId) -> bool {
        self.selected_nodes.has(node.place())
    }

    /// Whether a union is the type of a field that can be selected.
    #[must_use]
    pub fn is_union_selected(&self, union: UnionId) -> bool {
        self.selected_unions.has(union.place())
    }

    /// Whether an object has a module with its fields.
    #[must_use]
    pub fn has_fields(&self, node: NodeId) -> bool {
        self.is_selected(node) || !self.is_shaped(node)
    }

    /// Whether there is a module for a node or object: with its fields, functions, or aliases.
    #[must_use]
    pub fn has_module(&self, schema: &Schema, id: NodeId) -> bool {
        let node = &schema[id];
        let is_made = self.is_sent(id) && self.is_shaped(id);
        self.has_fields(id)
            || !node.names.is_empty()
            || !self.makers_of(&node.module).is_empty()
            || is_made && has_arguments_struct(node)
    }

    /// Whether an object is made by callers.
    #[must_use]
    pub fn is_sent(&self, node: NodeId) -> bool {
        self.sent_nodes.has(node.place())
    }

    /// Whether a union is made by callers.
    #[must_use]
    pub fn is_union_sent(&self, union: UnionId) -> bool {
        self.sent_unions.has(union.place())
    }

    /// The functions of each module, by the names of the modules.
    pub fn makers(&self) -> impl Iterator<Item = (&str, &[Maker])> {
        self.makers.names().into_iter().map(|module| (module, self.makers_of(module)))
    }

    /// The functions of a module.
    #[must_use]
    pub fn makers_of(&self, module: &str) -> &[Maker] {
        self.makers.get(module).map_or(&[], Vec::as_slice)
    }

    fn find_makers(&mut self, schema: &Schema) {
        for (id, node) in schema.nodes() {
            if let Some(function) = node.function.as_ref().filter(|_| self.is_sent(id)) {
                let maker = Maker { name: function.name.clone(), makes: Makes::Object(id) };
                self.makers.of(&function.module).push(maker);
            }
        }
        for (id, union) in schema.unions().filter(|(id, _)| self.sent_unions.has(id.place())) {
            let sources = sources(schema, id);
            for (at, variant) in union.variants.iter().enumerate() {
                let makes = match variant.ty {
                    Some(Type::Node(node))
                        if self.sent_nodes.has(node.place()) && sources.contains(&Source::Object(node)) =>
                    {
                        Makes::Object(node)
                    }
                    _ => Makes::Variant(id, at),
                };
                let maker = Maker { name: variant.function.name.clone(), makes };
                self.makers.of(&variant.function.module).push(maker);
            }
        }
    }
}

/// Whether the Rust type holds a member as it is: it always has a value, or is a list or map, which is empty without one.
/// Otherwise it is an `Option`.
#[must_use]
pub fn is_plain(field: &Field) -> bool {
    field.is_certain() || matches!(field.ty, Type::List(_) | Type::Map(_) | Type::Keyed(..))
}

/// The members of the Rust type of an object: all but constants.
pub fn members(node: &Node) -> impl Iterator<Item = &Field> {
    node.fields.iter().filter(|field| field.constant.is_none())
}

/// The members that the constructor of an object takes.
pub fn arguments(node: &Node) -> impl Iterator<Item = &Field> {
    members(node).filter(|field| field.required)
}

/// What the caller passes for a member of an object.
#[must_use]
pub fn given(ty: &Type) -> Given {
    match ty {
        // A reference has a name besides the id.
        Type::Ref(_) => Given::Plain(ty.clone()),
        Type::List(item) => Given::List(Box::new(given(item))),
        ty => Given::new(ty),
    }
}

/// Whether the arguments of an object's constructor are fields of a struct.
#[must_use]
pub fn has_arguments_struct(node: &Node) -> bool {
    let all: Vec<Given> = arguments(node).map(|field| given(&field.ty)).list();
    let alike = |ty: &Given| all.iter().filter(|other| *other == ty).count();
    all.len() > MOST_ARGUMENTS || all.iter().any(|ty| alike(ty) >= MOST_ALIKE)
}

/// What converts into a union: the content of each variant, unless two have the same.
#[must_use]
pub fn sources(schema: &Schema, union: UnionId) -> Vec<Source> {
    paths(schema, union).into_iter().map(|(source, _)| source).list()
}

/// What converts into a union, with the variant that it becomes: also what converts into a union that is its content.
#[must_use]
pub fn paths(schema: &Schema, union: UnionId) -> Vec<(Source, usize)> {
    paths_beside(schema, union, &mut Vec::new())
}

/// The same, without what leads through unions that are being looked at already: a union may contain itself.
fn paths_beside(schema: &Schema, union: UnionId, open: &mut Vec<UnionId>) -> Vec<(Source, usize)> {
    open.push(union);
    let mut direct: Vec<(Source, usize)> = Vec::new();
    for (at, variant) in schema[union].variants.iter().enumerate() {
        direct.extend(variant.ty.as_ref().and_then(source).map(|source| (source, at)));
    }
    let mut nested: Vec<(Source, usize)> = Vec::new();
    for (source, at) in &direct {
        if let Source::Union(inner) = source
            && !open.contains(inner)
        {
            let own = paths_beside(schema, *inner, open);
            nested.extend(own.into_iter().map(|(source, _)| (source, *at)));
        }
    }
    open.pop();
    nested.retain(|(source, _)| !direct.iter().any(|(known, _)| known == source));
    direct.extend(nested);
    let all = direct.clone();
    let is_unique = |source: &Source| all.iter().filter(|(known, _)| known == source).count() == 1;
    // The kind of a value without a tag is what is meant if several fit.
    let default = schema[union].default;
    direct.retain(|(source, at)| {
        (is_unique(source) || Some(*at) == default) && *source != Source::Union(union)
    });
    direct
}

fn source(ty: &Type) -> Option<Source> {
    match ty {
        Type::Scalar(Scalar::String) => Some(Source::Text),
        Type::Node(node) => Some(Source::Object(*node)),
        Type::Union(union) => Some(Source::Union(*union)),
        _ => None,
    }
}

/// What converts into an object: the one member that it requires, if nothing else has to be said.
#[must_use]
pub fn object_sources(schema: &Schema, node: NodeId) -> Vec<Source> {
    let mut all = arguments(&schema[node]);
    let (Some(only), None) = (all.next(), all.next()) else { return Vec::new() };
    match &only.ty {
        Type::Scalar(Scalar::String | Scalar::Url) => vec![Source::Text],
        Type::Union(union) => {
            let mut all = sources(schema, *union);
            all.push(Source::Union(*union));
            all.retain(|source| *source != Source::Object(node));
            all
        }
        _ => Vec::new(),
    }
}
