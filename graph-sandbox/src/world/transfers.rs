//! Files that arrive in parts, at addresses that answers named.

use std::collections::BTreeMap;

/// What has arrived, by the id in the address.
#[derive(Debug, Default)]
pub(crate) struct Transfers(BTreeMap<String, Transfer>);

/// The bytes of one file.
#[derive(Debug, Default)]
pub(crate) struct Transfer {
    pub(crate) bytes: Vec<u8>,
    /// Whether all bytes are there.
    pub(crate) is_done: bool,
    /// The number of all bytes. What is done keeps no bytes here.
    pub(crate) length: usize,
}

impl Transfers {
    /// Opens an address for a file.
    pub(crate) fn open(&mut self, id: &str) {
        self.0.entry(id.to_owned()).or_default();
    }

    pub(crate) fn of(&mut self, id: &str) -> Option<&mut Transfer> {
        self.0.get_mut(id)
    }

    /// How many bytes all files take that are not done.
    pub(crate) fn bytes(&self) -> usize {
        self.0.values().map(|transfer| transfer.bytes.len()).sum()
    }
}
