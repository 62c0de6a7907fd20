//! Real-time updates: who wants to know of which changes, and what is waiting to be told.

use std::time::Duration;

use graph_schema::model::{Connection, Node, TokenKind};
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha1::Sha1;
use sha2::Sha256;

use crate::{
    answer::{self, Answer, Refusal},
    call::{Call, Verb},
    seed::Random,
    token::Caller,
    world::World,
};

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
        parcel.due = now + backoff.saturating_mul(1 << (attempt - 1).min(16));
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
                body: answer::to_text(&body),
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

/// Whether a call is about subscriptions.
pub(crate) fn is_meant(world: &World, call: &Call) -> bool {
    match call.segments.as_slice() {
        [app, path] => path == "subscriptions" && (*app == world.cast.app || app == "app"),
        _ => false,
    }
}

/// What a call asks to subscribe to, and the address that has to agree: with the challenge it must answer.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) subscription: Subscription,
    pub(crate) handshake: String,
    pub(crate) challenge: String,
}

/// Checks a call that subscribes.
pub(crate) fn asked(world: &mut World, call: &Call) -> Result<Asked, Refusal> {
    world.look_at_clock();
    app_only(&world.tokens.caller(call.token.as_deref())?)?;
    let given = |name: &str| {
        let value = call.param(name).filter(|value| !value.is_empty());
        value.ok_or_else(|| Refusal::parameter(format!("The parameter {name} is required")))
    };
    let object = given("object")?.to_owned();
    let callback_url = given("callback_url")?.to_owned();
    let is_address = callback_url.strip_prefix("http://").is_some_and(|rest| !rest.is_empty());
    if !is_address || callback_url.bytes().any(|byte| !(b'!'..=b'~').contains(&byte)) {
        let message = "Param callback_url must be an http:// address: the sandbox calls nobody over TLS";
        return Err(Refusal::parameter(message));
    }
    let fields = given("fields")?;
    let fields: Vec<String> = match serde_json::from_str::<Vec<String>>(fields) {
        Ok(fields) => fields,
        Err(_) => {
            fields.split(',').map(|field| field.trim().to_owned()).filter(|field| !field.is_empty()).collect()
        }
    };
    if object != "permissions" {
        let announced: Vec<&str> = world
            .schema
            .nodes
            .iter()
            .filter(|node| object_of(node) == object)
            .flat_map(|node| node.updates.iter().map(String::as_str))
            .collect();
        if announced.is_empty() {
            return Err(Refusal::parameter(format!(
                "Param object must be one whose changes are announced: {object}"
            )));
        }
        if let Some(unknown) = fields.iter().find(|field| !announced.contains(&field.as_str())) {
            return Err(Refusal::parameter(format!(
                "Param fields names one that is not announced: {unknown}"
            )));
        }
    }
    let verify = given("verify_token")?;
    let number = world.count();
    let challenge =
        Random::of(world.seed(), &["challenge", &number.to_string()]).below(1_000_000_000).to_string();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.challenge", &challenge)
        .append_pair("hub.verify_token", verify)
        .finish();
    let mark = if callback_url.contains('?') { '&' } else { '?' };
    let include_values = call.flag("include_values") == Some(true);
    let handshake = format!("{callback_url}{mark}{query}");
    Ok(Asked {
        subscription: Subscription { object, fields, callback_url, include_values },
        handshake,
        challenge,
    })
}

/// What a call that subscribes is answered, by what the address said.
pub(crate) fn agreed(world: &mut World, asked: Asked, said: Option<(u16, Vec<u8>)>) -> Answer {
    let refuse = |why: String| {
        let message = format!("(#2200) callback verification failed: {why}");
        Refusal::new(2200, message)
    };
    let result = match said {
        Some((200, body)) if body.trim_ascii() == asked.challenge.as_bytes() => {
            world.hooks.subscribe(asked.subscription);
            Ok(Answer::ok(json!({ "success": true })))
        }
        Some((200, _)) => Err(refuse("the answer is not the challenge".to_owned())),
        Some((status, _)) => Err(refuse(format!("HTTP status {status}"))),
        None => Err(refuse("nobody answered".to_owned())),
    };
    result.unwrap_or_else(|refusal| refusal.answer(world.count()))
}

/// Answers a call that lists or ends subscriptions.
pub(crate) fn answer(world: &mut World, caller: &Caller, call: &Call) -> Result<Answer, Refusal> {
    app_only(caller)?;
    match call.verb {
        Verb::Get => {
            let told = |one: &Subscription| json!({ "object": one.object, "callback_url": one.callback_url, "active": true, "fields": one.fields });
            Ok(Answer::ok(json!({ "data": world.hooks.subscriptions.iter().map(told).collect::<Vec<_>>() })))
        }
        Verb::Delete => {
            let object = call.param("object");
            world.hooks.subscriptions.retain(|known| object.is_some_and(|object| known.object != object));
            world.hooks.changed = true;
            Ok(Answer::ok(json!({ "success": true })))
        }
        Verb::Post => Err(Refusal::parameter("A subscription cannot be made inside a batch")),
    }
}

fn app_only(caller: &Caller) -> Result<(), Refusal> {
    match caller.kind {
        Some(TokenKind::App) => Ok(()),
        _ => Err(Refusal::new(15, "(#15) This method must be called with an app access_token.")),
    }
}

/// What is told of a new item of a list, or one that went.
pub(crate) fn of_item(connection: &Connection, item: Option<&str>, verb: &str) -> Value {
    let mut value = json!({ "verb": verb, "item": connection.name });
    if let Some(item) = item {
        value["id"] = item.into();
    }
    value
}
