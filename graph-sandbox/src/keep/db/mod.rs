//! A database file that persists what calls changed.
//!
//! Generated data is not stored, only nodes and lists that differ from it, tokens, subscriptions and uploaded
//! files. A call is answered after its changes are committed.

mod backend;
mod caught;
mod read;
mod unsaved;
mod write;

use std::{
    collections::{BTreeSet, HashMap},
    path::{Path, PathBuf},
};

use redb::TableDefinition;
use serde::{Deserialize, Serialize};

use self::{
    backend::{Failure, OpenBackend},
    caught::Closing,
    unsaved::Unsaved,
};
use crate::{
    error::Error,
    world::{World, store::List},
};

const FACTS: TableDefinition<'_, &str, &str> = TableDefinition::new("facts");
const NODES: TableDefinition<'_, &str, &str> = TableDefinition::new("nodes");
/// Items by node, connection and key.
const ITEMS: TableDefinition<'_, (&str, &str, u64), &str> = TableDefinition::new("items");
/// Changed lists; their items are ordered by key, highest first.
const LISTS: TableDefinition<'_, (&str, &str), ()> = TableDefinition::new("lists");
const FILES: TableDefinition<'_, u64, (&str, &str, &[u8])> = TableDefinition::new("files");

/// The database.
#[derive(Debug)]
pub(crate) struct Db {
    path: PathBuf,
    open: OpenBackend,
    /// Absent after a failed write: the library refuses to use a file again that had an error.
    file: Option<Closing>,
    /// The keys of the stored items. A list that is missing here is stored anew.
    saved: HashMap<List, BTreeSet<u64>>,
    /// The changes that are not in the file yet, because writing failed.
    unsaved: Unsaved,
}

/// The parameters a file was created with. Stored lists refer to generated ids, so another seed does not fit.
#[derive(Debug, Deserialize, Serialize)]
struct Parameters {
    seed: u64,
    people: usize,
    app: String,
    url: String,
    passed: i64,
    made: u64,
    #[serde(default)]
    uploads: u64,
}

impl Db {
    /// Opens or creates a database file and loads its contents into the world.
    pub(crate) fn open(path: &Path, world: &mut World) -> Result<Self, Error> {
        Self::open_with(path, world, backend::open_file)
    }

    fn open_with(path: &Path, world: &mut World, open: OpenBackend) -> Result<Self, Error> {
        let wrong = |failure: Failure| Error::file(failure.message(path));
        let mut file = backend::open(path, open).map_err(wrong)?;
        // Reading a damaged page may fail anywhere, so the checksums are verified first.
        if !file.with(|file| Ok(file.check_integrity()?)).map_err(wrong)? {
            return Err(wrong(Failure::Repaired));
        }
        let saved = file.with(|file| read::read(file, world)).map_err(wrong)?;
        Ok(Self { path: path.to_owned(), open, file: Some(file), saved, unsaved: Unsaved::default() })
    }

    /// Saves what changed since the last call. If that fails, it is saved with the changes of the next call; the error
    /// says that there was a change in this one.
    pub(crate) fn save(&mut self, world: &mut World) -> Result<(), Error> {
        let has_new = self.unsaved.take(world);
        if self.unsaved.is_empty() {
            return Ok(());
        }
        match self.write(world) {
            Ok(saved) => {
                self.saved.extend(saved);
                self.unsaved = Unsaved::default();
                Ok(())
            }
            Err(failure) => {
                self.file = None;
                // It is unknown whether they were stored.
                for list in &self.unsaved.changed.lists {
                    self.saved.remove(list);
                }
                let path = self.path.display();
                let message = format!(
                    "The change is made, but not saved: cannot write {path}: {failure}. Make room on the disk; it is saved with the next call that succeeds"
                );
                if has_new { Err(Error::file(message)) } else { Ok(()) }
            }
        }
    }

    fn write(&mut self, world: &World) -> Result<HashMap<List, BTreeSet<u64>>, Failure> {
        let file = match self.file.take() {
            Some(file) => file,
            None => backend::open(&self.path, self.open)?,
        };
        let file = self.file.insert(file);
        let (saved, unsaved) = (&self.saved, &self.unsaved);
        file.with(|file| write::write(file, world, saved, unsaved))
    }
}

#[cfg(test)]
mod tests;
