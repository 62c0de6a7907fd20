//! Calls about tokens: getting one, exchanging one, asking what one is good for.

use graph_schema::model::TokenKind;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    answer::{Answer, Raw, Refusal},
    call::Call,
    seed::START,
    token::{Caller, SHORT},
    world::World,
};

/// Sixty days.
const LONG: i64 = 5_184_000;

/// `/oauth/access_token`: the app's token, one in place of a dialog's code, or a longer-lived one.
pub(crate) fn access_token(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
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
    let (token, expires) = match (call.param("grant_type"), call.param("code")) {
        (None | Some("authorization_code"), Some(code)) => {
            let redirect = given("redirect_uri")?;
            (of_code(world, code, redirect)?, Some(SHORT))
        }
        _ => match given("grant_type")? {
            "client_credentials" => (format!("{app}|{secret}"), None),
            "fb_exchange_token" => {
                let caller = world.tokens.caller(Some(given("fb_exchange_token")?))?;
                match (caller.kind, caller.who) {
                    (Some(TokenKind::User), Some(who)) => {
                        (world.tokens.passing(&who, caller.granted, LONG), Some(LONG))
                    }
                    _ => return Err(Refusal::new(190, "Invalid OAuth access token.")),
                }
            }
            other => return Err(Refusal::parameter(format!("Unsupported grant_type: {other}"))),
        },
    };
    // Versions before v2.3 answered a form.
    if call.version.is_some() && !call.is_since(2, 3) {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("access_token", &token);
        if let Some(expires) = expires {
            form.append_pair("expires", &expires.to_string());
        }
        let raw =
            Raw { content_type: "text/plain; charset=UTF-8".to_owned(), bytes: form.finish().into_bytes() };
        return Ok(Answer { raw: Some(raw), ..Answer::ok(Value::Null) });
    }
    let mut body = json!({ "access_token": token, "token_type": "bearer" });
    if let Some(expires) = expires {
        body["expires_in"] = expires.into();
    }
    Ok(Answer::ok(body))
}

/// The token for a code: once, and for the address that the dialog led back to.
fn of_code(world: &mut World, text: &str, redirect: &str) -> Result<String, Refusal> {
    let Some(code) = world.tokens.of_code(text) else {
        return Err(Refusal::new(100, "Invalid verification code format.").subcode(36_009));
    };
    if code.used {
        return Err(Refusal::new(100, "This authorization code has been used.").subcode(36_009));
    }
    if code.redirect_uri != redirect {
        let message = "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request";
        return Err(Refusal::new(100, message).subcode(36_008));
    }
    code.used = true;
    let (person, granted) = (code.person.clone(), code.granted.clone());
    Ok(world.tokens.passing(&person, granted, SHORT))
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

/// Refuses a call whose `appsecret_proof` does not belong to its token. A call without one passes, unless the app
/// demands one.
pub(crate) fn proof(world: &World, call: &Call) -> Result<(), Refusal> {
    let Some(token) = call.token.as_deref() else { return Ok(()) };
    let Some(proof) = call.param("appsecret_proof") else {
        // The app's token holds the secret already.
        let is_app = token.split_once('|').is_some_and(|(_, secret)| secret == world.cast.secret);
        return match world.demands_proof && !is_app {
            true => Err(Refusal::new(100, "API calls from the server require an appsecret_proof argument")),
            false => Ok(()),
        };
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
        "expires_at": world.tokens.expires(input),
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
