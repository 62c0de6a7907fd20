//! Required permissions.

use super::{Node, PerTarget, PermissionId, Schema};
use crate::list::List as _;

/// A permission, also called a scope.
#[derive(Clone, Debug)]
pub struct Permission {
    /// The name on the wire.
    pub name: String,
    /// The description of what it grants.
    pub doc: String,
}

/// The required permissions, per kind of target.
pub type PermissionRule = PerTarget<Requirement>;

/// The permissions required to access something.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Requirement {
    /// None.
    None,
    /// No permission grants access.
    Never,
    /// Undocumented; the server decides.
    Unknown,
    /// All of the inner lists, any permission of each.
    Needs(Vec<Vec<PermissionId>>),
    /// None; if these are granted, the response contains more.
    Widens(Vec<PermissionId>),
}

impl Requirement {
    /// Returns the groups of which one permission each is required; empty if none is.
    pub fn needs(&self) -> &[Vec<PermissionId>] {
        match self {
            Self::Needs(all) => all,
            Self::None | Self::Never | Self::Unknown | Self::Widens(_) => &[],
        }
    }

    /// Returns every permission it refers to.
    pub fn permissions(&self) -> Vec<PermissionId> {
        match self {
            Self::None | Self::Never | Self::Unknown => Vec::new(),
            Self::Needs(all) => all.iter().flatten().copied().list(),
            Self::Widens(list) => list.clone(),
        }
    }
}

impl Node {
    /// Returns the permission rules of everything that can be read or called on the node.
    pub fn permission_rules(&self) -> impl Iterator<Item = &PermissionRule> {
        let mut all: Vec<&PermissionRule> = self.fields.iter().map(|field| &field.permission).list();
        all.extend(self.connections.iter().map(|connection| &connection.permission));
        for connection in &self.connections {
            all.extend(connection.operations.iter().map(|operation| &operation.permission));
        }
        all.extend(self.operations.iter().map(|operation| &operation.permission));
        all.into_iter()
    }
}

impl Schema {
    /// Returns every group of two or more permissions of which any suffices, once per rule that names it.
    pub fn alternatives(&self) -> impl Iterator<Item = &[PermissionId]> {
        let mut all: Vec<&[PermissionId]> = Vec::new();
        for node in &self.nodes {
            for rule in node.permission_rules() {
                for requirement in rule.each() {
                    all.extend(requirement.needs().iter().filter(|any| any.len() > 1).map(Vec::as_slice));
                }
            }
        }
        all.into_iter()
    }
}
