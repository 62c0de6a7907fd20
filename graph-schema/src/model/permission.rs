//! Required permissions.

use super::{PerTarget, PermissionId};

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
    /// Returns every permission it refers to.
    pub fn permissions(&self) -> Vec<PermissionId> {
        match self {
            Self::None | Self::Never | Self::Unknown => Vec::new(),
            Self::Needs(all) => all.iter().flatten().copied().collect(),
            Self::Widens(list) => list.clone(),
        }
    }
}
