//! Decides which nodes and objects get a ready struct.

use super::Resolver;
use crate::{
    diagnostic::{Diagnostic, code, suggest},
    model::{Node, Type, Union, Webhook},
    raw::Members,
};

impl Resolver<'_> {
    /// Marks the selected nodes and objects. Objects used as parameters always get a struct, because callers construct
    /// them, and so do those of webhooks, which nobody selects.
    pub(super) fn ready(
        &mut self,
        chosen: Option<&Members>,
        nodes: &mut [Node],
        unions: &[Union],
        webhooks: &[Webhook],
    ) {
        let (listed, except) = match chosen {
            None | Some(Members::All) => return,
            Some(Members::Only(names)) => (names, false),
            Some(Members::Except(names)) => (names, true),
        };
        for name in listed.iter().filter(|name| !nodes.iter().any(|node| node.name == name.value)) {
            self.diags.push(
                Diagnostic::error(code::UNKNOWN_TYPE, format!("unknown node `{}`", name.value))
                    .at(name.span, "not a node or object of this schema")
                    .suggest(suggest(&name.value, nodes.iter().map(|node| node.name.as_str()))),
            );
        }
        let sent = needed(nodes, unions, webhooks);
        for (at, node) in nodes.iter_mut().enumerate() {
            let is_listed = listed.iter().any(|name| name.value == node.name);
            node.is_ready = is_listed != except || sent.get(at).copied().unwrap_or_default();
        }
    }
}

/// Returns which objects are used as parameters or in webhooks, including the objects nested in them.
fn needed(nodes: &[Node], unions: &[Union], webhooks: &[Webhook]) -> Vec<bool> {
    let mut open: Vec<&Type> =
        webhooks.iter().flat_map(|webhook| &webhook.events).map(|event| &event.ty).collect();
    for node in nodes {
        let own = node.connections.iter().flat_map(|connection| &connection.operations);
        let params = node.operations.iter().chain(own).flat_map(|operation| &operation.params);
        let reads = node.connections.iter().flat_map(|connection| &connection.params).chain(&node.params);
        open.extend(params.chain(reads).map(|param| &param.ty));
    }
    let mut sent = vec![false; nodes.len()];
    let mut seen = vec![false; unions.len()];
    while let Some(ty) = open.pop() {
        match ty {
            Type::Node(id) => {
                let (Some(node), Some(sent)) = (nodes.get(id.0), sent.get_mut(id.0)) else { continue };
                if node.is_object && !*sent {
                    *sent = true;
                    open.extend(node.fields.iter().map(|field| &field.ty));
                }
            }
            Type::Union(id) => {
                let (Some(union), Some(seen)) = (unions.get(id.0), seen.get_mut(id.0)) else { continue };
                if !std::mem::replace(seen, true) {
                    open.extend(union.variants.iter().filter_map(|variant| variant.ty.as_ref()));
                }
            }
            Type::List(item) | Type::Map(item) => open.push(item),
            Type::Scalar(_) | Type::Id(_) | Type::Ref(_) | Type::Connection(_) | Type::Enum(_) => {}
        }
    }
    sent
}
