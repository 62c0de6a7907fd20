//! Calls about tokens: getting one, exchanging one, asking what one is good for.

use graph_schema::model::TokenKind;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    answer::{Answer, Refusal},
    call::Call,
    seed::START,
    token::Caller,
    world::World,
};

/// Sixty days.
const LONG: i64 = 5_184_000;

/// `/oauth/access_token`: the app's token, or a longer-lived one of a person.
pub(crate) fn access_token(world: &World, call: &Call) -> Result<Answer, Refusal> {
    let given =
        |name: &str| call.param(name).ok_or_else(|| Refusal::new(101, format!("Missing {name} parameter.")));
    let (app, secret) = (given("client_id")?, given("client_secret")?);
    if app != world.cast.app {
        return Err(Refusal::new(
            101,
            "Error validating application. Cannot get application info due to a system error.",
        ));
    }
    if secret != world.cast.secret {
        return Err(Refusal::new(1, "Error validating client secret."));
    }
    match given("grant_type")? {
        "client_credentials" => {
            Ok(Answer::ok(json!({ "access_token": format!("{app}|{secret}"), "token_type": "bearer" })))
        }
        "fb_exchange_token" => {
            let token = given("fb_exchange_token")?;
            let caller = world.tokens.caller(Some(token))?;
            match caller.kind {
                Some(TokenKind::User) => Ok(Answer::ok(
                    json!({ "access_token": token, "token_type": "bearer", "expires_in": LONG }),
                )),
                _ => Err(Refusal::new(190, "Invalid OAuth access token.")),
            }
        }
        other => Err(Refusal::parameter(format!("Unsupported grant_type: {other}"))),
    }
}

/// `/debug_token`: what a token is good for.
pub(crate) fn debug_token(world: &World, caller: &Caller, call: &Call) -> Result<Answer, Refusal> {
    let input = call
        .param("input_token")
        .ok_or_else(|| Refusal::parameter("The parameter input_token is required"))?;
    let is_own = caller.token.as_deref() == Some(input);
    if caller.kind != Some(TokenKind::App) && !is_own {
        let message = "You must provide an app access token, or a user access token that is an owner or developer of the app";
        return Err(Refusal::parameter(message));
    }
    Ok(Answer::ok(json!({ "data": told(world, input) })))
}

/// Refuses a call whose `appsecret_proof` does not belong to its token. A call without one passes.
pub(crate) fn proof(world: &World, call: &Call) -> Result<(), Refusal> {
    let (Some(proof), Some(token)) = (call.param("appsecret_proof"), call.token.as_deref()) else {
        return Ok(());
    };
    let message = match call.param("appsecret_time") {
        Some(time) => format!("{token}|{time}"),
        None => token.to_owned(),
    };
    let is_right = Hmac::<Sha256>::new_from_slice(world.cast.secret.as_bytes()).is_ok_and(|mac| {
        let expected = mac.chain_update(message.as_bytes()).finalize().into_bytes();
        expected.iter().map(|byte| format!("{byte:02x}")).collect::<String>() == proof
    });
    if is_right {
        Ok(())
    } else {
        Err(Refusal::new(100, "Invalid appsecret_proof provided in the API argument"))
    }
}

fn told(world: &World, input: &str) -> Value {
    let debugged = match world.tokens.caller(Some(input)) {
        Ok(debugged) => debugged,
        Err(refusal) => {
            let error = refusal.answer(0).body.unwrap_or_default();
            let told = |name: &str| error.pointer(&format!("/error/{name}")).cloned();
            let mut inner = json!({ "code": told("code"), "message": told("message") });
            if let Some(subcode) = told("error_subcode") {
                inner["subcode"] = subcode;
            }
            return json!({ "error": inner, "is_valid": false, "scopes": [] });
        }
    };
    let kind = match debugged.kind {
        Some(TokenKind::App) => "APP",
        Some(TokenKind::Page) => "PAGE",
        Some(TokenKind::User) | None => "USER",
    };
    let mut data = json!({
        "app_id": world.cast.app,
        "type": kind,
        "application": "Sandbox",
        "expires_at": 0,
        "issued_at": START,
        "is_valid": true,
        "scopes": debugged.granted,
    });
    match debugged.kind {
        Some(TokenKind::User) => data["user_id"] = debugged.who.into(),
        Some(TokenKind::Page) => {
            data["profile_id"] = debugged.who.into();
            data["user_id"] = world.cast.user.as_str().into();
        }
        Some(TokenKind::App) | None => {}
    }
    data
}
