//! `/debug_token`: inspecting a token.

use graph_schema::model::TokenKind;
use serde_json::{Value, json};

use crate::{
    protocol::{Answer, Call, Refusal},
    world::{Caller, World, seed::START},
};

/// Describes `input_token`.
pub(crate) fn debug_token(world: &World, caller: &Caller, call: &Call) -> Result<Answer, Refusal> {
    let input = call
        .param("input_token")
        .ok_or_else(|| Refusal::parameter("The parameter input_token is required"))?;
    let is_own = caller.token.as_deref() == Some(input);
    if caller.kind != Some(TokenKind::App) && !is_own {
        let message = "You must provide an app access token, or a user access token that is an owner or developer of the app";
        return Err(Refusal::parameter(message));
    }
    Ok(Answer::ok(json!({ "data": describe(world, input) })))
}

fn describe(world: &World, input: &str) -> Value {
    let described = match world.tokens.caller(Some(input)) {
        Ok(caller) => caller,
        Err(refusal) => {
            let error = refusal.answer(0).body.unwrap_or_default();
            let member = |name: &str| error.pointer(&format!("/error/{name}")).cloned();
            let mut inner = json!({ "code": member("code"), "message": member("message") });
            if let Some(subcode) = member("error_subcode") {
                inner["subcode"] = subcode;
            }
            return json!({ "error": inner, "is_valid": false, "scopes": [] });
        }
    };
    let targets = world.tokens.system_targets(input);
    let kind = match described.kind {
        Some(TokenKind::App) => "APP",
        Some(TokenKind::Page) => "PAGE",
        Some(TokenKind::User) if targets.is_some() => "SYSTEM_USER",
        Some(TokenKind::User) | None => "USER",
    };
    let mut data = json!({
        "app_id": world.cast.app,
        "type": kind,
        "application": "Sandbox",
        "expires_at": world.tokens.expires(input),
        "issued_at": START,
        "is_valid": true,
        "scopes": *described.granted,
    });
    let row = |scope: &String| match targets {
        Some(targets) if !targets.is_empty() => json!({ "scope": scope, "target_ids": targets }),
        _ => json!({ "scope": scope }),
    };
    if targets.is_some() {
        data["granular_scopes"] = described.granted.iter().map(row).collect();
    }
    match described.kind {
        Some(TokenKind::User) => data["user_id"] = described.who.into(),
        Some(TokenKind::Page) => {
            data["profile_id"] = described.who.into();
            data["user_id"] = world.cast.user.as_str().into();
        }
        Some(TokenKind::App) | None => {}
    }
    data
}
