//! Which objects and unions are reached: from what is sent, from what is read, from what is delivered.

use graph_schema::{
    list::List as _,
    model::{NodeId, Schema, Type},
};

use super::Values;

/// Which of the nodes or unions of a schema are something, by their places.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<bool>);

impl Marks {
    pub(super) fn has(&self, at: usize) -> bool {
        self.0.get(at).is_some_and(|mark| *mark)
    }

    /// Returns whether it was not set.
    fn set(&mut self, at: usize) -> bool {
        if self.0.len() <= at {
            self.0.resize(at + 1, false);
        }
        !std::mem::replace(&mut self.0[at], true)
    }
}

impl Values {
    pub(super) fn find_sent(&mut self, schema: &Schema) {
        let mut open: Vec<&Type> = Vec::new();
        for node in &schema.nodes {
            let own = node.connections.iter().flat_map(|connection| &connection.operations);
            let params = node.operations.iter().chain(own).flat_map(|operation| &operation.params);
            let reads = node.connections.iter().flat_map(|connection| &connection.params);
            let asked = node.fields.iter().flat_map(|field| &field.params);
            open.extend(params.chain(reads).chain(&node.params).chain(asked).map(|param| &param.ty));
        }
        while let Some(ty) = open.pop() {
            match ty {
                Type::Node(id)
                    if schema[*id].is_object && schema[*id].is_ready && self.sent_nodes.set(id.place()) =>
                {
                    open.extend(schema[*id].fields.iter().map(|field| &field.ty));
                }
                Type::Union(id) if self.sent_unions.set(id.place()) => {
                    open.extend(schema[*id].variants.iter().filter_map(|variant| variant.ty.as_ref()));
                }
                Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => {
                    open.push(item)
                }
                _ => {}
            }
        }
    }

    pub(super) fn find_selected(&mut self, schema: &Schema) {
        let lists = || schema.nodes.iter().flat_map(|node| &node.connections);
        let nodes = schema.nodes().filter(|(_, node)| !node.is_object).map(|(id, _)| Type::Node(id));
        let summaries = lists().filter_map(|list| Some(Type::Node(list.summary?)));
        let items = lists().map(|list| list.item.clone());
        let contents =
            schema.unions.iter().flat_map(|union| &union.variants).filter_map(|variant| variant.ty.as_ref());
        let members = schema.nodes.iter().flat_map(|node| &node.fields).map(|field| &field.ty);
        // What is named by its marker, wherever it is.
        let named = members.chain(contents).filter_map(marked);
        let mut open: Vec<Type> = nodes.chain(summaries).chain(items).chain(named).list();
        while let Some(ty) = open.pop() {
            match ty {
                Type::Node(id) | Type::Connection(id) if self.selected_nodes.set(id.place()) => {
                    open.extend(schema[id].fields.iter().map(|field| field.ty.clone()));
                }
                Type::Union(id) if self.selected_unions.set(id.place()) => {
                    open.extend(schema[id].variants.iter().filter_map(|variant| variant.ty.clone()));
                }
                Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => {
                    open.push(*item)
                }
                _ => {}
            }
        }
    }

    pub(super) fn find_shaped(&mut self, schema: &Schema) {
        let mut open: Vec<NodeId> = Vec::new();
        open.extend(schema.nodes().filter(|(_, node)| node.is_ready && node.has_demands()).map(|(id, _)| id));
        let contents = schema.unions.iter().flat_map(|union| &union.variants);
        open.extend(contents.filter_map(|variant| directly(variant.ty.as_ref()?)));
        let events = schema.webhooks.iter().flat_map(|webhook| &webhook.events);
        open.extend(events.filter_map(|event| directly(&event.ty)).filter(|id| schema[*id].is_object));
        while let Some(id) = open.pop() {
            if !schema[id].is_ready || !self.shaped.set(id.place()) {
                continue;
            }
            // A member that always has a value has one to read into.
            let certain = schema[id].fields.iter().filter(|field| field.is_certain());
            open.extend(certain.filter_map(|field| directly(&field.ty)));
        }
    }
}

/// What a type names by the marker of a node.
fn marked(ty: &Type) -> Option<Type> {
    match ty {
        Type::Id(id) | Type::Ref(id) | Type::Connection(id) => Some(Type::Node(*id)),
        Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => marked(item),
        _ => None,
    }
}

/// The object that a value of a type is, not as an element of a list.
fn directly(ty: &Type) -> Option<NodeId> {
    match ty {
        Type::Node(node) => Some(*node),
        _ => None,
    }
}
