//! Turns recorded changes into notification bodies.

use serde_json::{Map, Value, json};

use crate::{
    protocol::to_text,
    world::{Change, Subscription, World},
};

/// A notification body and the address it goes to.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) to: String,
    pub(crate) body: String,
    /// Whether the body is a form, which is not signed by headers.
    pub(crate) is_form: bool,
}

impl Message {
    /// A signed JSON body.
    pub(crate) fn json(to: String, body: String) -> Self {
        Self { to, body, is_form: false }
    }
}

/// Takes the changes of the current call and returns one message per subscription they concern.
pub(crate) fn messages(world: &mut World) -> Vec<Message> {
    let changes = std::mem::take(&mut world.changes);
    if changes.is_empty() {
        return Vec::new();
    }
    let time = world.clock.unix();
    let subscriptions = world.subscriptions.all().iter();
    subscriptions.filter_map(|subscription| message(world, subscription, &changes, time)).collect()
}

fn message(world: &World, subscription: &Subscription, changes: &[Change], time: i64) -> Option<Message> {
    let mut entries: Vec<(&str, Map<String, Value>)> = Vec::new();
    for one in changes.iter().filter(|one| is_wanted(world, subscription, one)) {
        let at = entries.iter().position(|(id, _)| *id == one.id).unwrap_or_else(|| {
            entries.push((&one.id, entry(one, time)));
            entries.len() - 1
        });
        let Some((_, entry)) = entries.get_mut(at) else { continue };
        let (key, value) = match subscription.include_values {
            true => ("changes", change(one)),
            false => ("changed_fields", one.field.as_str().into()),
        };
        if let Value::Array(list) = entry.entry(key).or_insert_with(|| json!([]))
            && !list.contains(&value)
        {
            list.push(value);
        }
    }
    if entries.is_empty() {
        return None;
    }
    let entries: Vec<Value> = entries.into_iter().map(|(_, entry)| Value::Object(entry)).collect();
    let body = to_text(&json!({ "object": subscription.object, "entry": entries }));
    Some(Message::json(subscription.callback_url.clone(), body))
}

fn is_wanted(world: &World, subscription: &Subscription, change: &Change) -> bool {
    change.object == subscription.object
        && (subscription.object == "permissions" || subscription.fields.contains(&change.field))
        // Changes of people are announced only if they granted something to the app.
        && (subscription.object != "user" || world.tokens.grants_of(&change.id).is_some())
}

fn entry(change: &Change, time: i64) -> Map<String, Value> {
    let mut entry = Map::new();
    entry.insert("id".to_owned(), change.id.as_str().into());
    if change.object == "user" || change.object == "permissions" {
        entry.insert("uid".to_owned(), change.id.as_str().into());
    }
    entry.insert("time".to_owned(), time.into());
    entry
}

fn change(one: &Change) -> Value {
    let mut change = json!({ "field": one.field });
    if let Some(value) = &one.value {
        change["value"] = value.clone();
    }
    change
}
