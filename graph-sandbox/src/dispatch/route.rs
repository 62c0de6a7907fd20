//! Routes a call by its path and parameters.

use serde_json::{Map, Value};

use super::{
    batch::{self, Items},
    ids, targets,
    transfer::{self, Place},
};
use crate::{
    login,
    protocol::{Answer, Call, Refusal, Verb},
    updates,
    world::World,
};

/// Answers a call. Without `items` a batch is refused.
pub(crate) fn answer(world: &mut World, call: &Call, items: Option<Items<'_>>) -> Answer {
    world.expire_tokens();
    let trace = world.count();
    let mut answer = route(world, call, items).unwrap_or_else(|refusal| refusal.answer(trace));
    if let (Some("all" | "info" | "warning"), Some(Value::Object(body))) =
        (call.param("debug"), &mut answer.body)
    {
        body.insert("__debug__".to_owned(), Value::Object(Map::new()));
    }
    if call.verb == Verb::Get && answer.status == 200 {
        answer.tag(call.if_none_match.as_deref());
    }
    if call.flag("suppress_http_code") == Some(true) && answer.status >= 400 {
        answer.status = 200;
    }
    answer
}

fn route(world: &mut World, call: &Call, items: Option<Items<'_>>) -> Result<Answer, Refusal> {
    let segments: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        ["oauth", "access_token"] => return login::access_token(world, call),
        ["access_token" | "refresh_access_token"] if login::is_renewal(call) => {
            return login::renew(world, call);
        }
        // A page for people, which no batch shows.
        ["dialog", "oauth"] if !call.in_batch => return login::dialog(world, call),
        ["device"] if !call.in_batch => return login::device_page(world, call),
        ["device", "login"] if call.verb == Verb::Post => return login::begin_device(world, call),
        ["device", "login_status"] if call.verb == Verb::Post => return login::device_status(world, call),
        _ => {}
    }
    if let Some(answer) = transfer::download(world, call) {
        return answer;
    }
    if let (Some(place), Verb::Get) = (Place::of(call), call.verb) {
        return Ok(place.offset(world, call));
    }
    if !call.in_batch && call.params().any(|(name, _)| name.starts_with("_fb_batch_")) {
        return Err(Refusal::new(1, "Batch parameters are not allowed outside a batch"));
    }
    let caller = world.tokens.caller(call.token.as_deref())?;
    login::check_proof(world, call)?;
    if updates::is_subscription_call(world, call) {
        return updates::answer(world, &caller, call);
    }
    match (call.verb, segments.as_slice()) {
        (Verb::Post, []) if call.param("batch").is_some() => match items {
            Some(items) => batch::answer(world, call, items),
            None => Err(batch::nested()),
        },
        (Verb::Get, ["debug_token"]) => login::debug_token(world, &caller, call),
        (Verb::Get, path) if call.param("ids").is_some() => ids::many(world, caller, call, path),
        (_, []) => match call.param("id") {
            Some(id) => ids::one(world, caller, call, id, &[]),
            None => Err(Refusal::new(100, format!("Unsupported {} request.", call.verb.name()))),
        },
        (_, [id, path @ ..]) => match targets::target(world, &caller, &segments) {
            Some((id, taken)) => {
                ids::one(world, caller, call, &id, segments.get(taken..).unwrap_or_default())
            }
            None => ids::one(world, caller, call, id, path),
        },
    }
}
