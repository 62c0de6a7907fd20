//! Batches: many calls in one request.

mod reference;

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    protocol::{Answer, Call, ITEM_CONTENT_TYPE, OLDEST_VERSION, Refusal, to_text},
    world::World,
};

/// The maximum number of items in a batch.
const MOST: usize = 50;

/// How the items of a batch are answered.
pub(crate) struct Items<'a> {
    /// Answers only this many items; the others are `null`.
    pub(crate) limit: Option<usize>,
    /// Answers one item.
    pub(crate) answer: &'a mut dyn FnMut(&mut World, &Call) -> Answer,
}

/// An item as it was sent.
#[derive(Clone, Debug, Deserialize)]
struct Item {
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

/// The error of a batch inside a batch.
pub(super) fn nested() -> Refusal {
    Refusal::parameter("A batch cannot contain a batch")
}

/// Answers a batch.
pub(super) fn answer(world: &mut World, call: &Call, items: Items<'_>) -> Result<Answer, Refusal> {
    let Items { limit, answer } = items;
    let batch: Vec<Item> = serde_json::from_str(call.param("batch").unwrap_or_default())
        .map_err(|error| Refusal::parameter(format!("Param batch must be an array of requests: {error}")))?;
    if batch.is_empty() {
        return Err(Refusal::parameter("Param batch must contain at least one request"));
    }
    if batch.len() > MOST {
        return Err(Refusal::new(
            1,
            format!("Too many requests in batch message. Maximum batch size is {MOST}"),
        ));
    }
    let needed = needed(&batch)?;
    let with_headers = call.flag("include_headers") != Some(false);
    let mut bodies: BTreeMap<String, Option<Value>> = BTreeMap::new();
    let mut answers = Vec::with_capacity(batch.len());
    for (at, item) in batch.iter().enumerate() {
        if limit.is_some_and(|limit| at >= limit) {
            // The batch timed out before this item.
            answers.push(Value::Null);
            continue;
        }
        if item.depends_on().iter().any(|name| bodies.get(name).is_some_and(Option::is_none)) {
            // An item that it depends on failed.
            answers.push(Value::Null);
            if let Some(name) = &item.name {
                bodies.insert(name.clone(), None);
            }
            continue;
        }
        let done = match read(call, item, &bodies) {
            Ok(item) => answer(world, &item),
            Err(refusal) => refusal.answer(world.count()),
        };
        let succeeded = done.status < 400;
        if let Some(name) = &item.name {
            bodies.insert(name.clone(), succeeded.then(|| done.body.clone().unwrap_or_default()));
        }
        let is_needed = item.name.as_ref().is_some_and(|name| needed.contains(name));
        let is_omitted = succeeded && is_needed && item.omit_response_on_success;
        answers.push(if is_omitted { Value::Null } else { item_response(&done, call, with_headers) });
    }
    Ok(Answer::ok(Value::Array(answers)))
}

impl Item {
    /// The names of the items that must be answered first.
    fn depends_on(&self) -> BTreeSet<String> {
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

/// The names that some item depends on; each must belong to an earlier item.
fn needed(batch: &[Item]) -> Result<BTreeSet<String>, Refusal> {
    let (mut known, mut needed) = (BTreeSet::new(), BTreeSet::new());
    for item in batch {
        for name in item.depends_on() {
            if !known.contains(&name) {
                return Err(Refusal::parameter(format!("Batch request refers to an unknown name: {name}")));
            }
            needed.insert(name);
        }
        known.extend(item.name.clone());
    }
    Ok(needed)
}

fn read(outer: &Call, item: &Item, bodies: &BTreeMap<String, Option<Value>>) -> Result<Call, Refusal> {
    let target = reference::replaced(&item.relative_url, bodies);
    let body = reference::replaced(item.body.as_deref().unwrap_or_default(), bodies);
    let token = item.access_token.as_ref().or(outer.token.as_ref()).map(|token| format!("Bearer {token}"));
    let mut call = Call::read(&item.method, &target, token.as_deref(), None, body.as_bytes())?;
    if call.segments.is_empty() && call.param("batch").is_some() {
        return Err(nested());
    }
    call.in_batch = true;
    let tag = item.headers.iter().find(|header| header.name.eq_ignore_ascii_case("if-none-match"));
    call.if_none_match = tag.map(|header| header.value.clone());
    // A proof is only valid for the outer token.
    let has_own = item.access_token.is_some() || call.token != outer.token;
    if let (false, Some(proof)) = (has_own, outer.param("appsecret_proof")) {
        call.form.push(("appsecret_proof".to_owned(), proof.to_owned()));
        call.form
            .extend(outer.param("appsecret_time").map(|time| ("appsecret_time".to_owned(), time.to_owned())));
    }
    // Files of the outer form that are attached to this item.
    let attached = item.attached_files.as_deref().unwrap_or_default().split(',').map(str::trim);
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

fn item_response(done: &Answer, outer: &Call, with_headers: bool) -> Value {
    let body = match &done.raw {
        Some(raw) => Some(String::from_utf8_lossy(&raw.bytes).into_owned()),
        None => done.body.as_ref().map(to_text),
    };
    let mut out = json!({ "code": done.status, "body": body });
    if with_headers {
        let version =
            ("facebook-api-version", outer.version.clone().unwrap_or_else(|| OLDEST_VERSION.to_owned()));
        let has_own = done.headers.iter().any(|(name, _)| *name == "content-type");
        let content_type = (!has_own).then(|| ("Content-Type", ITEM_CONTENT_TYPE.to_owned()));
        let all = done.headers.iter().cloned().chain(content_type).chain([version]);
        out["headers"] = all.map(|(name, value)| json!({ "name": name, "value": value })).collect();
    }
    out
}
