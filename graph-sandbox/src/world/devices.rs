//! Codes that log in on a device or after a signup.

use std::collections::BTreeSet;

/// The code of a login on a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeviceCode {
    pub(crate) granted: BTreeSet<String>,
    /// What the person enters.
    pub(crate) user_code: String,
    /// When it expires, in seconds since 1970.
    pub(crate) expires: i64,
    /// What the person decided.
    pub(crate) decision: Option<Decision>,
}

/// The decision of a person about a login on a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Allowed,
    Denied,
}
