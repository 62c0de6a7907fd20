//! Calls about subscriptions: who may, to what, and whether the address agrees.

use graph_schema::model::TokenKind;
use serde_json::json;

use super::{Subscription, object_of};
use crate::{
    answer::{Answer, Refusal},
    call::{Call, Verb},
    seed::Random,
    token::Caller,
    world::World,
};

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
