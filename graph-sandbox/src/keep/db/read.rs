//! Loading a database file.

use std::collections::{BTreeSet, HashMap};

use redb::{Database, ReadableTable};

use super::{FACTS, FILES, Failure, ITEMS, LISTS, NODES, Parameters};
use crate::{
    protocol::File,
    world::{
        Subscription, World,
        store::{ItemRow, List, Row},
    },
};

/// Loads the contents of a file into the world. Returns the keys of the stored items.
pub(super) fn read(file: &Database, world: &mut World) -> Result<HashMap<List, BTreeSet<u64>>, Failure> {
    let mut saved = HashMap::new();
    let reading = file.begin_read()?;
    let facts = match reading.open_table(FACTS) {
        Ok(facts) => facts,
        // A new file.
        Err(redb::TableError::TableDoesNotExist(_)) => return Ok(saved),
        Err(error) => return Err(error.into()),
    };
    let fact = |name: &str| -> Result<Option<String>, redb::StorageError> {
        Ok(facts.get(name)?.map(|text| text.value().to_owned()))
    };
    let Some(parameters) = fact("about")? else { return Ok(saved) };
    let parameters: Parameters = serde_json::from_str(&parameters).map_err(unreadable)?;
    let expected = (world.seed(), world.store.generator.people.ids.len(), world.cast.app.clone());
    if (parameters.seed, parameters.people, parameters.app.clone()) != expected {
        let (seed, people) = (parameters.seed, parameters.people);
        return Err(Failure::Other(format!(
            "it was created with seed {seed} and {people} people; use these and the same schema"
        )));
    }
    (world.store.passed, world.store.made) = (parameters.passed, parameters.made);
    world.uploads.last = parameters.uploads;
    // URLs of uploaded files contain the port.
    let moved = |text: &str| text.replace(&parameters.url, &world.url);
    if let Some(tokens) = fact("tokens")? {
        world.tokens.restore(serde_json::from_str(&tokens).map_err(unreadable)?);
    }
    if let Some(subscriptions) = fact("subscriptions")? {
        world
            .subscriptions
            .restore(serde_json::from_str::<Vec<Subscription>>(&subscriptions).map_err(unreadable)?);
    }
    for row in reading.open_table(NODES)?.iter()? {
        let (id, text) = row?;
        let row: Option<Row> = serde_json::from_str(&moved(text.value())).map_err(unreadable)?;
        world.store.put(id.value(), row).map_err(Failure::Other)?;
    }
    let items = reading.open_table(ITEMS)?;
    for list in reading.open_table(LISTS)?.iter()? {
        let (key, ()) = (list?.0, ());
        let (id, connection) = key.value();
        let mut rows = Vec::new();
        for row in items.range((id, connection, 0)..=(id, connection, u64::MAX))?.rev() {
            rows.push(serde_json::from_str::<ItemRow>(&moved(row?.1.value())).map_err(unreadable)?);
        }
        let list = (id.to_owned(), connection.to_owned());
        saved.insert(list.clone(), rows.iter().map(|row| row.key).collect());
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
    Ok(saved)
}

fn unreadable(error: serde_json::Error) -> Failure {
    Failure::Damaged(error.to_string())
}
