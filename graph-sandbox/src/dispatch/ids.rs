//! Calls to objects by id, `me` or vanity name, one or several at once.

use graph_schema::model::TokenKind;
use serde_json::{Map, Value};

use crate::{
    graph::Visit,
    protocol::{Answer, Call, Refusal, Verb, names},
    world::{Caller, World},
};

/// The maximum number of ids in `?ids=`.
const MOST_IDS: usize = 50;

/// A call to one object.
pub(super) fn one(
    world: &mut World,
    caller: Caller,
    call: &Call,
    name: &str,
    path: &[&str],
) -> Result<Answer, Refusal> {
    let id = resolve(world, &caller, call, name)?;
    let mut visit = Visit::new(world, caller, call);
    let mut answer = visit.target(call, &id, path)?;
    if call.verb == Verb::Get
        && path.is_empty()
        && call.flag("metadata") == Some(true)
        && let Some(Value::Object(body)) = &mut answer.body
    {
        body.insert("metadata".to_owned(), visit.metadata(&id));
    }
    Ok(answer)
}

/// A call to several objects; the response is an object keyed by the names as they were sent.
pub(super) fn many(world: &mut World, caller: Caller, call: &Call, path: &[&str]) -> Result<Answer, Refusal> {
    let names = names(call.param("ids").unwrap_or_default());
    if names.is_empty() {
        return Err(Refusal::parameter("Param ids must name at least one object"));
    }
    if names.len() > MOST_IDS {
        return Err(Refusal::parameter(format!(
            "Too many IDs. Maximum: {MOST_IDS}. Provided: {}.",
            names.len()
        )));
    }
    let mut out = Map::new();
    for name in names {
        let answer = one(world, caller.clone(), call, &name, path)?;
        let body = answer.body.unwrap_or(Value::Null);
        // The platform answers an empty list as a bare `[]` here, as PHP encodes an empty object.
        let is_empty = body.get("data").and_then(Value::as_array).is_some_and(Vec::is_empty);
        let is_bare = is_empty && !path.is_empty() && body.get("summary").is_none();
        out.insert(name, if is_bare { Value::Array(Vec::new()) } else { body });
    }
    Ok(Answer::ok(Value::Object(out)))
}

/// Resolves `me`, an id or a vanity name to an id.
fn resolve(world: &mut World, caller: &Caller, call: &Call, name: &str) -> Result<String, Refusal> {
    if name == "me" {
        return match (caller.kind, &caller.who) {
            (Some(TokenKind::User | TokenKind::Page), Some(who)) => Ok(who.clone()),
            _ => Err(Refusal::new(
                2500,
                "An active access token must be used to query information about the current user.",
            )),
        };
    }
    if world.store.node(name).is_some() {
        return Ok(name.to_owned());
    }
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_');
    if is_number {
        return Err(Refusal::no_such_object(name, call.verb.name()));
    }
    world.store.by_username(name).ok_or_else(|| {
        Refusal::new(803, format!("(#803) Some of the aliases you requested do not exist: {name}"))
            .status(404)
    })
}
