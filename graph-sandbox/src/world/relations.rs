//! How a caller relates to a node: ownership, friendship, granted permissions.

use std::{collections::BTreeSet, sync::Arc};

use graph_schema::model::{NodeId, TokenKind, Whose};

use super::{seed::special, state::World, store::Store, tokens::Caller};

/// How many Pages the user of the user tokens administers.
const ADMINISTERED: usize = 3;

/// How far below a post an answer to a comment is.
const MOST_LEVELS: usize = 3;

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

    /// Whether a node belongs to a person or a Page. Business objects, such as an Instagram account, do not: permissions
    /// alone say who may change them.
    pub(crate) fn has_owner(&self, id: &str) -> bool {
        let Some(owner) = self.store.owner(id) else { return false };
        let is_author =
            |node: NodeId| self.store.generator.is_person(node) || self.schema[node].name == special::PAGE;
        owner != id || self.store.node(id).is_none_or(is_author)
    }

    /// The permissions of the caller that apply to a node.
    pub(crate) fn granted(&self, caller: &Caller, id: &str) -> Arc<BTreeSet<String>> {
        match caller.kind {
            None => Arc::default(),
            Some(TokenKind::User) => Arc::clone(&caller.granted),
            Some(TokenKind::App) => {
                self.store.owner(id).map(|owner| Arc::new(self.tokens.granted_by(&owner))).unwrap_or_default()
            }
            // Permissions of a Page token apply to the Page and to business objects, not to people.
            Some(TokenKind::Page) if self.whose(caller, id) == Whose::Own || !self.has_owner(id) => {
                Arc::clone(&caller.granted)
            }
            Some(TokenKind::Page) if self.moderates(caller, id) => Arc::clone(&caller.granted),
            Some(TokenKind::Page) => Arc::default(),
        }
    }

    /// Whether a node of somebody else stands below something of the caller's Page, such as the comment of a visitor on a
    /// post.
    pub(crate) fn moderates(&self, caller: &Caller, id: &str) -> bool {
        let (Some(TokenKind::Page), Some(page)) = (caller.kind, &caller.who) else { return false };
        let is_author = |id: &str| {
            self.store.node(id).is_some_and(|node| {
                self.store.generator.is_person(node) || self.schema[node].name == special::PAGE
            })
        };
        // A person is in lists as well, but is nothing of the Page.
        if is_author(id) {
            return false;
        }
        let mut below = vec![id.to_owned()];
        for _ in 0..MOST_LEVELS {
            let above: Vec<String> = below.iter().flat_map(|id| self.store.holders(id)).collect();
            if above.iter().any(|holder| holder == page || self.store.owner(holder).as_ref() == Some(page)) {
                return true;
            }
            below = above.into_iter().filter(|holder| !is_author(holder)).collect();
        }
        false
    }
}

pub(super) fn administered(store: &Store, page: NodeId) -> Vec<String> {
    store.generator.pool(page).iter().take(ADMINISTERED).cloned().collect()
}
