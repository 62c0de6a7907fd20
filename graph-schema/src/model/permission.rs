//! What must have been granted.

use super::{PerTarget, PermissionId};

/// What must have been granted, for each kind of person.
pub type PermissionRule = PerTarget<Requirement>;

/// What must have been granted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Requirement {
    /// Nothing.
    None,
    /// Nothing opens it.
    Never,
    /// Nobody wrote it down; the server decides.
    Unknown,
    /// All of these, each of which is any of some permissions.
    Needs(Vec<Vec<PermissionId>>),
    /// Nothing is demanded; with these the answer holds more.
    Widens(Vec<PermissionId>),
}

impl Requirement {
    /// Every permission it speaks of.
    pub fn permissions(&self) -> Vec<PermissionId> {
        match self {
            Self::None | Self::Never | Self::Unknown => Vec::new(),
            Self::Needs(all) => all.iter().flatten().copied().collect(),
            Self::Widens(list) => list.clone(),
        }
    }
}
