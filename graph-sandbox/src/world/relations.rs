//! How a caller relates to a node: ownership, friendship, granted permissions.

use std::collections::BTreeSet;

use graph_schema::model::{NodeId, TokenKind, Whose};

use super::{state::World, store::Store, tokens::Caller};

/// How many Pages the user of the user tokens administers.
const ADMINISTERED: usize = 3;

impl World {
    /// The Pages that a person administers.
    pub(crate) fn administers(&self, person: &str) -> Vec<String> {
        match self.schema.node("Page") {
            Some((page, _)) if person == self.cast.user => administered(&self.store, page),
            _ => Vec::new(),
        }
    }

    /// The relation of the caller to the node's owner. An app token sees a person as that person does.
    pub(crate) fn whose(&self, caller: &Caller, id: &str) -> Whose {
        let owner = self.store.owner(id);
        match (caller.kind, &caller.who, owner) {
            (Some(TokenKind::App), ..) => Whose::Own,
            (Some(_), Some(who), Some(owner)) if *who == owner => Whose::Own,
            (Some(TokenKind::User), Some(who), Some(owner)) if self.store.are_friends(who, &owner) => {
                Whose::Friend
            }
            _ => Whose::Other,
        }
    }

    /// The permissions of the caller that apply to a node.
    pub(crate) fn granted(&self, caller: &Caller, id: &str) -> BTreeSet<String> {
        match caller.kind {
            None => BTreeSet::new(),
            Some(TokenKind::User) => caller.granted.clone(),
            Some(TokenKind::App) => {
                self.store.owner(id).map(|owner| self.tokens.granted_by(&owner)).unwrap_or_default()
            }
            // Permissions of a Page token apply to the Page, not to people.
            Some(TokenKind::Page) if self.whose(caller, id) == Whose::Own => caller.granted.clone(),
            Some(TokenKind::Page) => BTreeSet::new(),
        }
    }
}

pub(super) fn administered(store: &Store, page: NodeId) -> Vec<String> {
    store.generator.pool(page).iter().take(ADMINISTERED).cloned().collect()
}
