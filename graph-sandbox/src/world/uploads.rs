//! Uploaded files, numbered so that they can be served back.

use std::collections::BTreeMap;

use crate::protocol::File;

/// All uploaded files by number.
#[derive(Debug, Default)]
pub(crate) struct Uploads {
    files: BTreeMap<u64, File>,
    /// Numbers of files that are not yet in the database.
    pub(crate) unsaved: Vec<u64>,
}

impl Uploads {
    /// Adds a file and returns its number.
    pub(crate) fn add(&mut self, file: File) -> u64 {
        let number = self.files.last_key_value().map_or(1, |(last, _)| last + 1);
        self.restore(number, file);
        self.unsaved.push(number);
        number
    }

    /// Restores a file under its number.
    pub(crate) fn restore(&mut self, number: u64, file: File) {
        self.files.insert(number, file);
    }

    pub(crate) fn get(&self, number: u64) -> Option<&File> {
        self.files.get(&number)
    }
}
