//! Many calls in one.

mod reference;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    answer::{self, Answer, Refusal},
    call::Call,
    fault,
    recorded::Recorded,
    world::World,
};

/// A batch takes so many.
const MOST: usize = 50;

/// An item as it is sent.
#[derive(Clone, Debug, Deserialize)]
struct Asked {
    #[serde(default = "get")]
    method: String,
    relative_url: String,
    #[serde(default)]
    body: Option<String>,
    attached_files: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    depends_on: Option<String>,
    #[serde(default = "yes")]
    omit_response_on_success: bool,
    #[serde(default)]
    access_token: Option<String>,
    #[serde(default)]
    headers: Vec<Header>,
}

/// A header of an item.
#[derive(Clone, Debug, Deserialize)]
struct Header {
    name: String,
    value: String,
}

fn get() -> String {
    "GET".to_owned()
}

fn yes() -> bool {
    true
}

/// Answers a batch.
pub(crate) fn answer(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let asked: Vec<Asked> = serde_json::from_str(call.param("batch").unwrap_or_default())
        .map_err(|error| Refusal::parameter(format!("Param batch must be an array of requests: {error}")))?;
    if asked.is_empty() {
        return Err(Refusal::parameter("Param batch must hold at least one request"));
    }
    if asked.len() > MOST {
        return Err(Refusal::new(
            1,
            format!("Too many requests in batch message. Maximum batch size is {MOST}"),
        ));
    }
    let needed = needed(&asked)?;
    let with_headers = call.flag("include_headers") != Some(false);
    let mut bodies: BTreeMap<String, Option<Value>> = BTreeMap::new();
    let mut answers = Vec::with_capacity(asked.len());
    let unfinished = world.faults.unfinished.take();
    for (at, asked) in asked.iter().enumerate() {
        if unfinished.is_some_and(|done| at >= done) {
            // Not run in time.
            answers.push(Value::Null);
            continue;
        }
        let waits_for = asked.waits_for();
        if waits_for.iter().any(|name| bodies.get(name).is_some_and(Option::is_none)) {
            // What it depends on failed.
            answers.push(Value::Null);
            if let Some(name) = &asked.name {
                bodies.insert(name.clone(), None);
            }
            continue;
        }
        let done = one(world, call, asked, &bodies);
        let succeeded = done.status < 400;
        if let Some(name) = &asked.name {
            bodies.insert(name.clone(), succeeded.then(|| done.body.clone().unwrap_or_default()));
        }
        let is_needed = asked.name.as_ref().is_some_and(|name| needed.contains(name));
        let is_omitted = succeeded && is_needed && asked.omit_response_on_success;
        answers.push(if is_omitted { Value::Null } else { shown(&done, call, with_headers) });
    }
    Ok(Answer::ok(Value::Array(answers)))
}

impl Asked {
    /// The names of the items that it needs first.
    fn waits_for(&self) -> BTreeSet<String> {
        let body = self.body.as_deref().unwrap_or_default();
        let mut names = reference::names(&self.relative_url);
        names.extend(reference::names(body));
        names.extend(
            self.depends_on.iter().flat_map(|names| names.split(',')).map(|name| name.trim().to_owned()),
        );
        names.retain(|name| !name.is_empty());
        names
    }
}

/// The names that some item needs; each must stand before the item.
fn needed(asked: &[Asked]) -> Result<BTreeSet<String>, Refusal> {
    let (mut known, mut needed) = (BTreeSet::new(), BTreeSet::new());
    for asked in asked {
        for name in asked.waits_for() {
            if !known.contains(&name) {
                return Err(Refusal::parameter(format!("Batch request refers to an unknown name: {name}")));
            }
            needed.insert(name);
        }
        known.extend(asked.name.clone());
    }
    Ok(needed)
}

fn one(world: &mut World, outer: &Call, asked: &Asked, bodies: &BTreeMap<String, Option<Value>>) -> Answer {
    match read(outer, asked, bodies) {
        Ok(call) => {
            let place = world.recorded.push(Recorded::of(&call, 0, true));
            let effects = world.effects(&call, true, &[]);
            let done = fault::answer(world, &call, &effects);
            world.recorded.ended(place, done.status);
            done
        }
        Err(refusal) => refusal.answer(world.count()),
    }
}

fn read(outer: &Call, asked: &Asked, bodies: &BTreeMap<String, Option<Value>>) -> Result<Call, Refusal> {
    let target = reference::filled(&asked.relative_url, bodies);
    let body = reference::filled(asked.body.as_deref().unwrap_or_default(), bodies);
    let token = asked.access_token.as_ref().or(outer.token.as_ref()).map(|token| format!("Bearer {token}"));
    let mut call = Call::read(&asked.method, &target, token.as_deref(), None, body.as_bytes())?;
    if call.segments.is_empty() && call.param("batch").is_some() {
        return Err(Refusal::parameter("A batch cannot hold a batch"));
    }
    call.in_batch = true;
    let tag = asked.headers.iter().find(|header| header.name.eq_ignore_ascii_case("if-none-match"));
    call.if_none_match = tag.map(|header| header.value.clone());
    // A proof belongs to a token, and goes with it.
    let has_own = asked.access_token.is_some() || call.token != outer.token;
    if let (false, Some(proof)) = (has_own, outer.param("appsecret_proof")) {
        call.form.push(("appsecret_proof".to_owned(), proof.to_owned()));
        call.form
            .extend(outer.param("appsecret_time").map(|time| ("appsecret_time".to_owned(), time.to_owned())));
    }
    // The parts of the outer form that belong to this item.
    let attached = asked.attached_files.as_deref().unwrap_or_default().split(',').map(str::trim);
    for part in attached.filter(|part| !part.is_empty()) {
        let Some((_, file)) = outer.files.iter().find(|(name, _)| name == part) else {
            return Err(Refusal::parameter(format!("File {part} has not been attached")));
        };
        call.form.push((part.to_owned(), file.name.clone()));
        call.files.push((part.to_owned(), file.clone()));
    }
    call.version = call.version.or_else(|| outer.version.clone());
    Ok(call)
}

fn shown(done: &Answer, outer: &Call, with_headers: bool) -> Value {
    let body = match &done.raw {
        Some(raw) => Some(String::from_utf8_lossy(&raw.bytes).into_owned()),
        None => done.body.as_ref().map(answer::to_text),
    };
    let mut shown = json!({ "code": done.status, "body": body });
    if with_headers {
        let version = (
            "facebook-api-version",
            outer.version.clone().unwrap_or_else(|| answer::OLDEST_VERSION.to_owned()),
        );
        let has_own = done.headers.iter().any(|(name, _)| *name == "content-type");
        let content_type = (!has_own).then(|| ("Content-Type", answer::ITEM_CONTENT_TYPE.to_owned()));
        let all = done.headers.iter().cloned().chain(content_type).chain([version]);
        shown["headers"] = all.map(|(name, value)| json!({ "name": name, "value": value })).collect();
    }
    shown
}
