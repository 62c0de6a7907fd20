//! Long-lived tokens of Instagram and Threads: `/access_token` and `/refresh_access_token`.

use std::sync::Arc;

use graph_schema::model::TokenKind;
use serde_json::json;
use subtle::ConstantTimeEq;

use crate::{
    protocol::{Answer, Call, Refusal, Verb},
    world::{LONG_LIVED, World},
};

/// The grants of both, and whether the secret of the app is required.
const GRANTS: [(&str, &str, bool); 4] = [
    ("access_token", "ig_exchange_token", true),
    ("access_token", "th_exchange_token", true),
    ("refresh_access_token", "ig_refresh_token", false),
    ("refresh_access_token", "th_refresh_token", false),
];

fn grant(call: &Call) -> Option<bool> {
    let path = call.segments.first()?;
    let named = call.param("grant_type")?;
    GRANTS.iter().find(|(of, name, _)| of == path && *name == named).map(|(.., secret)| *secret)
}

/// Whether a call exchanges or refreshes a token.
pub(crate) fn is_renewal(call: &Call) -> bool {
    call.verb == Verb::Get && grant(call).is_some()
}

/// Issues a token of 60 days for a valid one of the same person.
pub(crate) fn renew(world: &mut World, call: &Call) -> Result<Answer, Refusal> {
    if grant(call) == Some(true) {
        let secret = call.param("client_secret").unwrap_or_default();
        if !bool::from(secret.as_bytes().ct_eq(world.cast.secret.as_bytes())) {
            return Err(Refusal::new(1, "Error validating client secret."));
        }
    }
    let caller = world.tokens.caller(call.token.as_deref())?;
    let (Some(TokenKind::User), Some(who)) = (caller.kind, caller.who) else {
        return Err(Refusal::new(190, "Invalid OAuth access token."));
    };
    let token = world.tokens.expiring(&who, Arc::unwrap_or_clone(caller.granted), LONG_LIVED);
    Ok(Answer::ok(json!({ "access_token": token, "token_type": "bearer", "expires_in": LONG_LIVED })))
}
