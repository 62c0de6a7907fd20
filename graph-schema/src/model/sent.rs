//! Which objects and unions are sent.

use super::{Node, Type, Union, Webhook};

/// Which objects and unions are used as parameters, including those nested in them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sent {
    nodes: Vec<bool>,
    unions: Vec<bool>,
}

impl Sent {
    /// Whether the object at a position is sent.
    pub(crate) fn has_node(&self, at: usize) -> bool {
        self.nodes.get(at).copied().unwrap_or_default()
    }

    /// Whether the union at a position is sent.
    pub(crate) fn has_union(&self, at: usize) -> bool {
        self.unions.get(at).copied().unwrap_or_default()
    }
}

/// Finds what is sent.
pub(crate) fn sent(nodes: &[Node], unions: &[Union]) -> Sent {
    reached(nodes, unions, params(nodes))
}

/// Finds what is sent or delivered.
pub(crate) fn sent_or_delivered(nodes: &[Node], unions: &[Union], webhooks: &[Webhook]) -> Sent {
    let mut open = params(nodes);
    open.extend(webhooks.iter().flat_map(|webhook| &webhook.events).map(|event| &event.ty));
    reached(nodes, unions, open)
}

/// The types of all parameters.
fn params(nodes: &[Node]) -> Vec<&Type> {
    let mut open: Vec<&Type> = Vec::new();
    for node in nodes {
        let own = node.connections.iter().flat_map(|connection| &connection.operations);
        let params = node.operations.iter().chain(own).flat_map(|operation| &operation.params);
        let reads = node.connections.iter().flat_map(|connection| &connection.params).chain(&node.params);
        let asked = node.fields.iter().flat_map(|field| &field.params);
        open.extend(params.chain(reads).chain(asked).map(|param| &param.ty));
    }
    open
}

fn reached<'a>(nodes: &'a [Node], unions: &'a [Union], mut open: Vec<&'a Type>) -> Sent {
    let mut found = Sent { nodes: vec![false; nodes.len()], unions: vec![false; unions.len()] };
    while let Some(ty) = open.pop() {
        match ty {
            Type::Node(id) => {
                let (Some(node), Some(sent)) = (nodes.get(id.0), found.nodes.get_mut(id.0)) else { continue };
                if node.is_object && !std::mem::replace(sent, true) {
                    open.extend(node.fields.iter().map(|field| &field.ty));
                }
            }
            Type::Union(id) => {
                let (Some(union), Some(sent)) = (unions.get(id.0), found.unions.get_mut(id.0)) else {
                    continue;
                };
                if !std::mem::replace(sent, true) {
                    open.extend(union.variants.iter().filter_map(|variant| variant.ty.as_ref()));
                }
            }
            Type::List(item) | Type::Map(item) | Type::Keyed(_, item) | Type::Encoded(item) => {
                open.push(item)
            }
            Type::Scalar(_) | Type::Id(_) | Type::Ref(_) | Type::Connection(_) | Type::Enum(_) => {}
        }
    }
    found
}
