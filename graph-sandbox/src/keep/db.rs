//! A database file that persists what calls changed.
//!
//! Generated data is not stored, only nodes and lists that differ from it, tokens, subscriptions and uploaded
//! files. A call is answered after its changes are committed.

use std::{collections::BTreeSet, collections::HashMap, path::Path};

use redb::{Database, ReadableTable, TableDefinition};
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    protocol::File,
    world::{
        Subscription, World,
        store::{ItemRow, List, Row},
    },
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
    file: Database,
    /// The keys of the stored items.
    saved: HashMap<List, BTreeSet<u64>>,
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
        let wrong = |what: &str, error: &dyn std::fmt::Display| {
            Error::file(format!("cannot {what} {}: {error}", path.display()))
        };
        let file = Database::create(path).map_err(|error| wrong("open", &error))?;
        let mut db = Self { file, saved: HashMap::new() };
        db.read(world).map_err(|error| wrong("read", &error))?;
        Ok(db)
    }

    fn read(&mut self, world: &mut World) -> Result<(), Box<dyn std::error::Error>> {
        let reading = self.file.begin_read()?;
        let facts = match reading.open_table(FACTS) {
            Ok(facts) => facts,
            // A new file.
            Err(redb::TableError::TableDoesNotExist(_)) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let fact = |name: &str| -> Result<Option<String>, redb::StorageError> {
            Ok(facts.get(name)?.map(|text| text.value().to_owned()))
        };
        let Some(parameters) = fact("about")? else { return Ok(()) };
        let parameters: Parameters = serde_json::from_str(&parameters)?;
        let expected = (world.seed(), world.store.generator.people.ids.len(), world.cast.app.clone());
        if (parameters.seed, parameters.people, parameters.app.clone()) != expected {
            let (seed, people) = (parameters.seed, parameters.people);
            return Err(format!(
                "it was created with seed {seed} and {people} people; use these and the same schema"
            )
            .into());
        }
        (world.store.passed, world.store.made) = (parameters.passed, parameters.made);
        world.uploads.last = parameters.uploads;
        // URLs of uploaded files contain the port.
        let moved = |text: &str| text.replace(&parameters.url, &world.url);
        if let Some(tokens) = fact("tokens")? {
            world.tokens.restore(serde_json::from_str(&tokens)?);
        }
        if let Some(subscriptions) = fact("subscriptions")? {
            world.subscriptions.restore(serde_json::from_str::<Vec<Subscription>>(&subscriptions)?);
        }
        for row in reading.open_table(NODES)?.iter()? {
            let (id, text) = row?;
            let row: Option<Row> = serde_json::from_str(&moved(text.value()))?;
            world.store.put(id.value(), row)?;
        }
        let items = reading.open_table(ITEMS)?;
        for list in reading.open_table(LISTS)?.iter()? {
            let (key, ()) = (list?.0, ());
            let (id, connection) = key.value();
            let mut rows = Vec::new();
            for row in items.range((id, connection, 0)..=(id, connection, u64::MAX))?.rev() {
                rows.push(serde_json::from_str::<ItemRow>(&moved(row?.1.value()))?);
            }
            let list = (id.to_owned(), connection.to_owned());
            self.saved.insert(list.clone(), rows.iter().map(|row| row.key).collect());
            world.store.put_list(list, rows);
        }
        for row in reading.open_table(FILES)?.iter()? {
            let (number, file) = row?;
            let (name, content_type, bytes) = file.value();
            let (name, content_type) = (name.to_owned(), content_type.to_owned());
            world.uploads.restore(number.value(), File { name, content_type, bytes: bytes.into() });
        }
        world.store.unsaved = Default::default();
        world.tokens.changed = false;
        Ok(())
    }

    /// Saves what changed since the last call.
    pub(crate) fn save(&mut self, world: &mut World) -> Result<(), Error> {
        let has_unsaved = world.store.has_unsaved()
            || world.tokens.changed
            || !world.uploads.unsaved.is_empty()
            || world.subscriptions.changed;
        if !has_unsaved {
            return Ok(());
        }
        self.write(world).map_err(|error| Error::file(format!("cannot write the database file: {error}")))
    }

    fn write(&mut self, world: &mut World) -> Result<(), Box<dyn std::error::Error>> {
        let writing = self.file.begin_write()?;
        let mut saved: Vec<(List, BTreeSet<u64>)> = Vec::new();
        {
            let mut facts = writing.open_table(FACTS)?;
            let parameters = Parameters {
                seed: world.seed(),
                people: world.store.generator.people.ids.len(),
                app: world.cast.app.clone(),
                url: world.url.clone(),
                passed: world.store.passed,
                made: world.store.made,
                uploads: world.uploads.last,
            };
            facts.insert("about", serde_json::to_string(&parameters)?.as_str())?;
            if world.tokens.changed {
                facts.insert("tokens", serde_json::to_string(&world.tokens.save())?.as_str())?;
            }
            if world.subscriptions.changed {
                facts.insert("subscriptions", serde_json::to_string(world.subscriptions.all())?.as_str())?;
            }
            let mut nodes = writing.open_table(NODES)?;
            for id in &world.store.unsaved.nodes {
                match world.store.row(id) {
                    None if !world.store.would_be_regenerated(id) => drop(nodes.remove(id.as_str())?),
                    row => drop(nodes.insert(id.as_str(), serde_json::to_string(&row)?.as_str())?),
                }
            }
            let (mut lists, mut items) = (writing.open_table(LISTS)?, writing.open_table(ITEMS)?);
            for list in &world.store.unsaved.lists {
                let (id, connection) = (list.0.as_str(), list.1.as_str());
                let before = self.saved.get(list);
                let rows = world.store.rows(list);
                let now: BTreeSet<u64> = rows.iter().map(|row| row.key).collect();
                lists.insert((id, connection), ())?;
                for row in rows.iter().filter(|row| before.is_none_or(|before| !before.contains(&row.key))) {
                    items.insert((id, connection, row.key), serde_json::to_string(row)?.as_str())?;
                }
                for key in before.into_iter().flatten().filter(|key| !now.contains(key)) {
                    items.remove((id, connection, *key))?;
                }
                saved.push((list.clone(), now));
            }
            let mut files = writing.open_table(FILES)?;
            for number in &world.uploads.unsaved {
                match world.uploads.get(*number) {
                    Some(file) => {
                        let row = (file.name.as_str(), file.content_type.as_str(), &*file.bytes);
                        drop(files.insert(number, row)?);
                    }
                    None => drop(files.remove(number)?),
                }
            }
        }
        writing.commit()?;
        self.saved.extend(saved);
        world.store.unsaved = Default::default();
        world.tokens.changed = false;
        world.subscriptions.changed = false;
        world.uploads.unsaved.clear();
        Ok(())
    }
}
