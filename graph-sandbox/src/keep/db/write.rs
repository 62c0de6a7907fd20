//! Saving changes to a database file.

use std::collections::{BTreeSet, HashMap};

use redb::Database;
use serde::Serialize;

use super::{FACTS, FILES, Failure, ITEMS, LISTS, NODES, Parameters, Unsaved};
use crate::world::{World, store::List};

/// Saves changes in one transaction. `saved` are the keys of the stored items; returns those of the changed lists.
pub(super) fn write(
    file: &Database,
    world: &World,
    saved: &HashMap<List, BTreeSet<u64>>,
    unsaved: &Unsaved,
) -> Result<HashMap<List, BTreeSet<u64>>, Failure> {
    let writing = file.begin_write()?;
    let mut stored = HashMap::new();
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
        facts.insert("about", text(&parameters)?.as_str())?;
        if unsaved.tokens {
            facts.insert("tokens", text(&world.tokens.save())?.as_str())?;
        }
        if unsaved.subscriptions {
            facts.insert("subscriptions", text(world.subscriptions.all())?.as_str())?;
        }
        let mut nodes = writing.open_table(NODES)?;
        for id in &unsaved.changed.nodes {
            match world.store.row(id) {
                None if !world.store.would_be_regenerated(id) => drop(nodes.remove(id.as_str())?),
                row => drop(nodes.insert(id.as_str(), text(&row)?.as_str())?),
            }
        }
        let (mut lists, mut items) = (writing.open_table(LISTS)?, writing.open_table(ITEMS)?);
        for list in &unsaved.changed.lists {
            let (id, connection) = (list.0.as_str(), list.1.as_str());
            let before = saved.get(list);
            let rows = world.store.rows(list);
            let now: BTreeSet<u64> = rows.iter().map(|row| row.key).collect();
            lists.insert((id, connection), ())?;
            if before.is_none() {
                // New, or unknown after a failed write.
                items.retain_in((id, connection, 0)..=(id, connection, u64::MAX), |_, _| false)?;
            }
            for row in rows.iter().filter(|row| before.is_none_or(|before| !before.contains(&row.key))) {
                items.insert((id, connection, row.key), text(row)?.as_str())?;
            }
            for key in before.into_iter().flatten().filter(|key| !now.contains(key)) {
                items.remove((id, connection, *key))?;
            }
            stored.insert(list.clone(), now);
        }
        let mut files = writing.open_table(FILES)?;
        for number in &unsaved.uploads {
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
    Ok(stored)
}

fn text(value: &(impl Serialize + ?Sized)) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::Other(error.to_string()))
}
