//! Login on devices: `/device/login`, `/device/login_status`, and `/device`, the page on which a person enters the code.

use std::collections::BTreeSet;

use graph_reference::{Html, html};
use serde_json::json;

use crate::{
    protocol::{Answer, Call, Refusal, Verb, names},
    world::{Decision, LONG_LIVED, World},
};

/// How long a code is valid, and the pause between two polls, in seconds.
const VALID: i64 = 420;
const INTERVAL: i64 = 5;

/// Begins a login with the client token of the app.
pub(crate) fn begin(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    only_app(world, call)?;
    let granted: BTreeSet<String> = names(call.param("scope").unwrap_or_default())
        .into_iter()
        .filter(|name| world.has_permission(name))
        .collect();
    let expires = world.tokens.now + VALID;
    let (code, user_code) = world.tokens.device(granted, expires);
    Ok(Answer::ok(json!({
        "code": code,
        "user_code": user_code,
        "verification_uri": format!("{}/device", world.url),
        "expires_in": VALID,
        "interval": INTERVAL,
    })))
}

/// Whether the person has decided.
pub(crate) fn status(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    only_app(world, call)?;
    let code = call.param("code").ok_or_else(|| Refusal::parameter("The parameter code is required"))?;
    let (now, person) = (world.tokens.now, world.cast.user.clone());
    let waits = |message: &str, subcode| Refusal::new(31, message.to_owned()).subcode(subcode);
    let expired =
        || Refusal::new(463, "The device code has expired. Start the login again.").subcode(1_349_152);
    let device = world.tokens.device_of(code).filter(|device| device.expires > now).ok_or_else(expired)?;
    match &device.decision {
        None => Err(waits("User has not yet authorized your application. Continue polling.", 1_349_174)),
        Some(Decision::Denied) => Err(waits("User declined your application.", 1_349_173)),
        Some(Decision::Allowed) => {
            let granted = device.granted.clone();
            // It can be exchanged only once.
            device.expires = now;
            let token = world.tokens.expiring(&person, granted, LONG_LIVED);
            Ok(Answer::ok(json!({ "access_token": token, "expires_in": LONG_LIVED })))
        }
    }
}

/// The page for the person: a form, or the decision.
pub(crate) fn page(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let said = match (call.verb, call.param("user_code")) {
        (Verb::Post, Some(user_code)) => {
            let decision = match call.param("decision") {
                Some("allow") => Decision::Allowed,
                _ => Decision::Denied,
            };
            let now = world.tokens.now;
            match world.tokens.device_of_user(user_code.trim()).filter(|device| device.expires > now) {
                Some(device) => {
                    device.decision = Some(decision);
                    "Done. Go back to your device."
                }
                None => return Err(Refusal::parameter("The code is wrong or has expired")),
            }
        }
        _ => "",
    };
    let user_code = call.param("user_code").unwrap_or_default();
    let page: Html = html!(
        r#"<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Log in on a device</title></head>
<body><h1>Log in on a device</h1><p>{}</p>
<form method="post"><p><label>Code <input name="user_code" value="{}"></label></p>
<p><button name="decision" value="allow">Continue</button> <button name="decision" value="deny">Not now</button></p></form></body></html>
"#,
        said,
        user_code
    );
    let mut answer = Answer::raw("text/html; charset=utf-8", page.into_string().into_bytes());
    answer.headers.push(("content-security-policy", "frame-ancestors 'none'".to_owned()));
    Ok(answer)
}

/// The token of a device is the app's id and its client token.
fn only_app(world: &World, call: &Call) -> Result<(), Refusal> {
    let expected = format!("{}|{}", world.cast.app, world.cast.client_token);
    match call.token.as_deref() {
        Some(token) if token == expected || token == world.cast.app_token() => Ok(()),
        _ => Err(Refusal::new(
            190,
            "Invalid OAuth access token: expected the app id, `|` and the client token.",
        )),
    }
}
