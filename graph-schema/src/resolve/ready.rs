//! Decides which nodes and objects get a ready struct.

use super::Resolver;
use crate::{
    diagnostic::{Diagnostic, code, suggest},
    model::{Node, Union, Webhook, sent_or_delivered},
    raw::Members,
};

impl Resolver<'_> {
    /// Marks the selected nodes and objects. Objects used as parameters always get a struct, because callers construct
    /// them, and so do those of webhooks, which cannot be selected.
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
        let sent = sent_or_delivered(nodes, unions, webhooks);
        for (at, node) in nodes.iter_mut().enumerate() {
            let is_listed = listed.iter().any(|name| name.value == node.name);
            node.is_ready = is_listed != except || sent.has_node(at);
        }
    }
}
