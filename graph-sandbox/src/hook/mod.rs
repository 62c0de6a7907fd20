//! Real-time updates: who wants to know of which changes, and what is waiting to be told.

mod subscribe;

use std::time::Duration;

use graph_schema::model::{Connection, Node};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha1::Sha1;
use sha2::Sha256;

use crate::{answer::to_text, world::World};

pub(crate) use subscribe::{agreed, answer, asked, is_meant};

/// Who wants to know of changes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Subscription {
    pub(crate) object: String,
    pub(crate) fields: Vec<String>,
    pub(crate) callback_url: String,
    pub(crate) include_values: bool,
}

/// Everything about real-time updates.
#[derive(Debug)]
pub(crate) struct Hooks {
    pub(crate) subscriptions: Vec<Subscription>,
    /// Whether the subscriptions are not as they were written down.
    pub(crate) changed: bool,
    /// What changed during the call that is being answered.
    news: Vec<News>,
    /// What is waiting to be told.
    pub(crate) queue: Vec<Parcel>,
    /// The wait before a delivery is repeated; it doubles each time.
    pub(crate) backoff: Duration,
    /// What was told, or tried to.
    pub(crate) told: Vec<Delivery>,
    last: u64,
}

#[derive(Clone, Debug)]
struct News {
    object: String,
    id: String,
    field: String,
    value: Option<Value>,
}

/// A message on its way.
#[derive(Clone, Debug)]
pub(crate) struct Parcel {
    pub(crate) number: u64,
    pub(crate) to: String,
    pub(crate) body: String,
    pub(crate) attempts: u32,
    /// When it was made, and when it is sent.
    made: Duration,
    pub(crate) due: Duration,
}

/// An attempt to deliver an update.
///
/// ```
/// let sandbox = graph_sandbox::Sandbox::start()?;
/// assert!(sandbox.deliveries().is_empty());
/// # Ok::<(), graph_sandbox::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// The address that it was sent to.
    pub url: String,
    /// The body as it was signed.
    pub body: String,
    /// Which attempt it was, from 1.
    pub attempt: u32,
    /// The HTTP status that came back; none if nobody answered.
    pub status: Option<u16>,
}

/// Deliveries are given up after so long.
const PATIENCE: Duration = Duration::from_secs(36 * 3600);
/// So many deliveries are remembered.
const MOST: usize = 1000;

impl Default for Hooks {
    fn default() -> Self {
        Self {
            subscriptions: Vec::new(),
            changed: false,
            news: Vec::new(),
            queue: Vec::new(),
            backoff: Duration::from_secs(1),
            told: Vec::new(),
            last: 0,
        }
    }
}

impl Hooks {
    /// Takes a subscription; an earlier one to the same object goes.
    pub(crate) fn subscribe(&mut self, subscription: Subscription) {
        self.subscriptions.retain(|known| known.object != subscription.object);
        self.subscriptions.push(subscription);
        self.changed = true;
    }

    /// The next message that is due; it stays in the queue until it [arrived](Self::ended).
    pub(crate) fn due(&self, now: Duration) -> Option<Parcel> {
        self.queue.iter().filter(|parcel| parcel.due <= now).min_by_key(|parcel| parcel.due).cloned()
    }

    /// When the next message is due.
    pub(crate) fn next(&self) -> Option<Duration> {
        self.queue.iter().map(|parcel| parcel.due).min()
    }

    /// Says how a delivery ended: whoever does not answer 2xx gets it again, later and later.
    pub(crate) fn ended(&mut self, number: u64, status: Option<u16>, now: Duration) {
        let Some(at) = self.queue.iter().position(|parcel| parcel.number == number) else { return };
        let backoff = self.backoff;
        let Some(parcel) = self.queue.get_mut(at) else { return };
        parcel.attempts += 1;
        let (url, body, attempt) = (parcel.to.clone(), parcel.body.clone(), parcel.attempts);
        let arrived = status.is_some_and(|status| (200..300).contains(&status));
        parcel.due = now.saturating_add(backoff.saturating_mul(1 << (attempt - 1).min(16)));
        if arrived || parcel.due.saturating_sub(parcel.made) > PATIENCE {
            self.queue.remove(at);
        }
        if self.told.len() >= MOST {
            self.told.remove(0);
        }
        self.told.push(Delivery { url, body, attempt, status });
    }
}

impl World {
    /// Something changed that the schema announces, or does not.
    pub(crate) fn announce(&mut self, id: &str, field: &str, value: Option<Value>) {
        let Some(kind) = self.store.node(id) else { return };
        let node = &self.schema[kind];
        if !self.hooks.subscriptions.is_empty() && node.updates.iter().any(|known| known == field) {
            let object = object_of(node);
            self.hooks.news.push(News { object, id: id.to_owned(), field: field.to_owned(), value });
        }
    }

    /// A person granted or took back permissions.
    pub(crate) fn announce_permissions(&mut self, person: &str, permissions: Vec<String>, verb: &str) {
        for permission in permissions {
            let value = json!({ "verb": verb, "target_ids": [person] });
            self.hooks.news.push(News {
                object: "permissions".to_owned(),
                id: person.to_owned(),
                field: permission,
                value: Some(value),
            });
        }
    }

    /// Makes messages of what a call changed.
    pub(crate) fn send_news(&mut self) {
        let news = std::mem::take(&mut self.hooks.news);
        if news.is_empty() {
            return;
        }
        let (now, time) = (self.faults.now(), self.unix());
        for subscription in &self.hooks.subscriptions {
            let is_wanted = |one: &&News| {
                one.object == subscription.object
                    && (subscription.object == "permissions" || subscription.fields.contains(&one.field))
                    && (subscription.object != "user" || self.tokens.granted_anything(&one.id).is_some())
            };
            let mut entries: Vec<(String, Map<String, Value>)> = Vec::new();
            for one in news.iter().filter(is_wanted) {
                let at = entries.iter().position(|(id, _)| *id == one.id).unwrap_or_else(|| {
                    let mut entry = Map::new();
                    entry.insert("id".to_owned(), one.id.as_str().into());
                    if one.object == "user" || one.object == "permissions" {
                        entry.insert("uid".to_owned(), one.id.as_str().into());
                    }
                    entry.insert("time".to_owned(), time.into());
                    entries.push((one.id.clone(), entry));
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
                continue;
            }
            let entries: Vec<Value> = entries.into_iter().map(|(_, entry)| Value::Object(entry)).collect();
            let body = json!({ "object": subscription.object, "entry": entries });
            self.hooks.last += 1;
            self.hooks.queue.push(Parcel {
                number: self.hooks.last,
                to: subscription.callback_url.clone(),
                body: to_text(&body),
                attempts: 0,
                made: now,
                due: now,
            });
        }
    }

    /// The two signatures of a body.
    pub(crate) fn signatures(&self, body: &[u8]) -> [(&'static str, String); 2] {
        let key = self.cast.secret.as_bytes();
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let sha1 =
            Hmac::<Sha1>::new_from_slice(key).map(|mac| mac.chain_update(body).finalize().into_bytes());
        let sha256 =
            Hmac::<Sha256>::new_from_slice(key).map(|mac| mac.chain_update(body).finalize().into_bytes());
        [
            ("x-hub-signature", format!("sha1={}", sha1.map(|sum| hex(&sum)).unwrap_or_default())),
            ("x-hub-signature-256", format!("sha256={}", sha256.map(|sum| hex(&sum)).unwrap_or_default())),
        ]
    }
}

fn change(news: &News) -> Value {
    let mut change = json!({ "field": news.field });
    if let Some(value) = &news.value {
        change["value"] = value.clone();
    }
    change
}

/// What the platform calls a node when it tells of its changes.
fn object_of(node: &Node) -> String {
    node.name.to_lowercase()
}

/// What is told of a new item of a list, or one that went.
pub(crate) fn of_item(connection: &Connection, item: Option<&str>, verb: &str) -> Value {
    let mut value = json!({ "verb": verb, "item": connection.name });
    if let Some(item) = item {
        value["id"] = item.into();
    }
    value
}
