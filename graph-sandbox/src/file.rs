//! Files that calls sent, kept and served back.

use std::{collections::BTreeMap, sync::Arc};

use crate::answer::{Answer, Raw};

/// A file as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) content_type: String,
    pub(crate) bytes: Arc<[u8]>,
}

/// All files, by number.
#[derive(Debug, Default)]
pub(crate) struct Files {
    kept: BTreeMap<u64, File>,
    /// Those that were not written down yet.
    pub(crate) new: Vec<u64>,
}

impl Files {
    /// Keeps a file; the number is its own.
    pub(crate) fn keep(&mut self, file: File) -> u64 {
        let number = self.kept.last_key_value().map_or(1, |(last, _)| last + 1);
        self.put(number, file);
        self.new.push(number);
        number
    }

    /// Puts a file where it was.
    pub(crate) fn put(&mut self, number: u64, file: File) {
        self.kept.insert(number, file);
    }

    pub(crate) fn get(&self, number: u64) -> Option<&File> {
        self.kept.get(&number)
    }
}

impl File {
    /// The file as an answer.
    pub(crate) fn answer(&self) -> Answer {
        let raw = Raw { content_type: self.content_type.clone(), bytes: self.bytes.to_vec() };
        Answer { status: 200, headers: Vec::new(), body: None, raw: Some(raw) }
    }
}
