//! The subscriptions endpoint: creating a subscription with its handshake, listing, deleting.

use graph_schema::model::{EventPlace, TokenKind};
use serde_json::json;

use super::Unreached;
use crate::{
    protocol::{Answer, Call, Refusal, Verb, names},
    world::{Caller, Subscription, World, object_name, seed::Random},
};

/// Whether a call goes to the subscriptions endpoint.
pub(crate) fn is_subscription_call(world: &World, call: &Call) -> bool {
    match call.segments.as_slice() {
        [app, path] => path == "subscriptions" && (*app == world.cast.app || app == "app"),
        _ => false,
    }
}

/// A subscription whose callback URL has not confirmed it yet.
#[derive(Debug)]
pub(crate) struct PendingSubscription {
    subscription: Subscription,
    /// The URL of the handshake request.
    pub(crate) handshake: String,
    /// What the callback URL has to answer.
    challenge: String,
}

/// Checks a call that creates a subscription.
pub(crate) fn prepare(world: &mut World, call: &Call) -> Result<PendingSubscription, Refusal> {
    world.expire_tokens();
    app_only(&world.tokens.caller(call.token.as_deref())?)?;
    let required = |name: &str| {
        let value = call.param(name).filter(|value| !value.is_empty());
        value.ok_or_else(|| Refusal::parameter(format!("The parameter {name} is required")))
    };
    let object = required("object")?.to_owned();
    let callback_url = required("callback_url")?.to_owned();
    let is_address = callback_url.strip_prefix("http://").is_some_and(|rest| !rest.is_empty());
    if !is_address || callback_url.bytes().any(|byte| !(b'!'..=b'~').contains(&byte)) {
        let message = "Param callback_url must be an http:// address: the sandbox does not support TLS";
        return Err(Refusal::parameter(message));
    }
    let fields = names(required("fields")?);
    check_announced(world, &object, &fields)?;
    let verify = required("verify_token")?;
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
    Ok(PendingSubscription {
        subscription: Subscription { object, fields, callback_url, include_values },
        handshake,
        challenge,
    })
}

/// Refuses object types and fields whose changes the schema does not announce.
fn check_announced(world: &World, object: &str, fields: &[String]) -> Result<(), Refusal> {
    if object == "permissions" {
        return Ok(());
    }
    let schemas = world.schemas();
    let nodes = schemas.iter().flat_map(|schema| &schema.nodes).filter(|node| object_name(node) == object);
    let updates = nodes.flat_map(|node| node.updates.iter().map(String::as_str));
    let events = || schemas.iter().filter_map(|schema| schema.webhook(object)).flat_map(|one| &one.events);
    let announced: Vec<&str> = updates.chain(events().map(|event| event.field.as_str())).collect();
    if announced.is_empty() {
        return Err(Refusal::parameter(format!(
            "Param object must be a type with real-time updates: {object}"
        )));
    }
    // The fields of messages have names of their own, which the schema does not have.
    let has_messages = events().any(|event| event.place != EventPlace::Field);
    match fields.iter().find(|field| !has_messages && !announced.contains(&field.as_str())) {
        Some(unknown) => Err(Refusal::parameter(format!(
            "Param fields must name fields with real-time updates: {unknown}"
        ))),
        None => Ok(()),
    }
}

/// Creates the subscription if the callback URL answered the challenge. `response` is its status and body.
pub(crate) fn confirm(
    world: &mut World,
    pending: PendingSubscription,
    response: Result<(u16, Vec<u8>), Unreached>,
) -> Answer {
    let refuse = |why: String| Refusal::new(2200, format!("(#2200) callback verification failed: {why}"));
    let result = match response {
        Ok((200, body)) if body.trim_ascii() == pending.challenge.as_bytes() => {
            let object = pending.subscription.object.clone();
            world.subscriptions.add(pending.subscription);
            world.begin_scripts(&object);
            Ok(Answer::ok(json!({ "success": true })))
        }
        Ok((200, _)) => Err(refuse("the response body is not the challenge".to_owned())),
        Ok((status, _)) => Err(refuse(format!("HTTP status {status}"))),
        Err(unreached) => Err(refuse(unreached.to_string())),
    };
    result.unwrap_or_else(|refusal| refusal.answer(world.count()))
}

/// Answers a call that lists or deletes subscriptions.
pub(crate) fn answer(world: &mut World, caller: &Caller, call: &Call) -> Result<Answer, Refusal> {
    app_only(caller)?;
    match call.verb {
        Verb::Get => {
            let row = |one: &Subscription| json!({ "object": one.object, "callback_url": one.callback_url, "active": true, "fields": one.fields });
            let rows: Vec<_> = world.subscriptions.all().iter().map(row).collect();
            Ok(Answer::ok(json!({ "data": rows })))
        }
        Verb::Delete => {
            world.subscriptions.remove(call.param("object"));
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
