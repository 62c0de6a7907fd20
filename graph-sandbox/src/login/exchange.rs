//! `/oauth/access_token`: obtaining and exchanging tokens.

use std::sync::Arc;

use graph_schema::model::TokenKind;
use serde_json::json;
use subtle::ConstantTimeEq;

use crate::{
    protocol::{Answer, Call, Refusal},
    world::{LONG_LIVED, SHORT_LIVED, World},
};

/// Issues the app token, a token for a code of the dialog, or a long-lived token.
pub(crate) fn access_token(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    let required =
        |name: &str| call.param(name).ok_or_else(|| Refusal::new(101, format!("Missing {name} parameter.")));
    let (app, secret) = (required("client_id")?, required("client_secret")?);
    if app != world.cast.app {
        return Err(Refusal::new(
            101,
            "Error validating application. Cannot get application info due to a system error.",
        ));
    }
    if !bool::from(secret.as_bytes().ct_eq(world.cast.secret.as_bytes())) {
        return Err(Refusal::new(1, "Error validating client secret."));
    }
    let (token, expires) = match (call.param("grant_type"), call.param("code")) {
        (None | Some("authorization_code"), Some(code)) => {
            match world.tokens.of_code(code).is_some_and(|code| code.redirect_uri.is_none()) {
                true => (of_code(world, code, None)?, None),
                false => (of_code(world, code, Some(required("redirect_uri")?))?, Some(SHORT_LIVED)),
            }
        }
        _ => match required("grant_type")? {
            "client_credentials" => (format!("{app}|{secret}"), None),
            "fb_exchange_token" => {
                let caller = world.tokens.caller(Some(required("fb_exchange_token")?))?;
                match (caller.kind, caller.who) {
                    (Some(TokenKind::User), Some(who)) => (
                        world.tokens.expiring(&who, Arc::unwrap_or_clone(caller.granted), LONG_LIVED),
                        Some(LONG_LIVED),
                    ),
                    _ => return Err(Refusal::new(190, "Invalid OAuth access token.")),
                }
            }
            other => return Err(Refusal::parameter(format!("Unsupported grant_type: {other}"))),
        },
    };
    // Versions before v2.3 respond with a form.
    if call.version.is_some() && !call.is_since(2, 3) {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("access_token", &token);
        if let Some(expires) = expires {
            form.append_pair("expires", &expires.to_string());
        }
        return Ok(Answer::raw("text/plain; charset=UTF-8", form.finish().into_bytes()));
    }
    let mut body = json!({ "access_token": token, "token_type": "bearer" });
    if let Some(expires) = expires {
        body["expires_in"] = expires.into();
    }
    Ok(Answer::ok(body))
}

/// Exchanges a code for a token: only once, and only with the redirect URI of its dialog. Without a redirect URI, it is
/// the code of a signup, and the token is that of a system user of the client's business.
fn of_code(world: &mut World, text: &str, redirect: Option<&str>) -> Result<String, Refusal> {
    let Some(code) = world.tokens.of_code(text) else {
        return Err(Refusal::new(100, "Invalid verification code format.").subcode(36_009));
    };
    if code.used {
        return Err(Refusal::new(100, "This authorization code has been used.").subcode(36_009));
    }
    if code.redirect_uri.as_deref() != redirect {
        let message = "Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request";
        return Err(Refusal::new(100, message).subcode(36_008));
    }
    code.used = true;
    let (person, granted, targets) = (code.person.clone(), code.granted.clone(), code.targets.clone());
    Ok(match redirect {
        Some(_) => world.tokens.expiring(&person, granted, SHORT_LIVED),
        None => world.tokens.system(&person, granted, targets),
    })
}
