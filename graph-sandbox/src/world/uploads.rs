//! Uploaded files, numbered so that they can be served back.

use std::collections::BTreeMap;

use crate::protocol::{File, Refusal};

/// All uploaded files by number.
#[derive(Debug, Default)]
pub(crate) struct Uploads {
    files: BTreeMap<u64, File>,
    /// The last number that was given; a deleted file's number is not given again.
    pub(crate) last: u64,
    bytes: usize,
    /// How many bytes of files may be kept.
    pub(crate) limit: usize,
    /// Numbers of files that were added or removed since the database was written.
    pub(crate) unsaved: Vec<u64>,
}

impl Uploads {
    /// Refuses files that would exceed the limit.
    pub(crate) fn check_room<'f>(&self, files: impl Iterator<Item = &'f File>) -> Result<(), Refusal> {
        let new = files.map(size).fold(0, usize::saturating_add);
        if new == 0 || self.bytes.saturating_add(new) <= self.limit {
            return Ok(());
        }
        let limit = self.limit;
        Err(Refusal::parameter(format!(
            "The sandbox keeps at most {limit} bytes of uploaded files, and this call would exceed that. Delete photos or videos, or start it with a larger --upload-limit (Builder::upload_limit)"
        )))
    }

    /// Adds a file and returns its number.
    pub(crate) fn add(&mut self, file: File) -> u64 {
        let number = self.last + 1;
        self.restore(number, file);
        self.unsaved.push(number);
        number
    }

    /// Restores a file under its number.
    pub(crate) fn restore(&mut self, number: u64, file: File) {
        self.last = self.last.max(number);
        self.bytes = self.bytes.saturating_add(size(&file));
        self.files.insert(number, file);
    }

    /// Removes a file.
    pub(crate) fn remove(&mut self, number: u64) {
        if let Some(file) = self.files.remove(&number) {
            self.bytes = self.bytes.saturating_sub(size(&file));
            self.unsaved.push(number);
        }
    }

    pub(crate) fn get(&self, number: u64) -> Option<&File> {
        self.files.get(&number)
    }
}

/// How much of the limit a file takes. Empty files take something, too.
fn size(file: &File) -> usize {
    size_of::<File>() + file.name.len() + file.content_type.len() + file.bytes.len()
}
