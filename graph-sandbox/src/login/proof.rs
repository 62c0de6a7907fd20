//! `appsecret_proof`: proof that the caller knows the app secret.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::{
    protocol::{Call, Refusal},
    world::World,
};

/// Refuses a call whose `appsecret_proof` does not belong to its token. Without a proof the call passes, unless
/// the app demands one.
pub(crate) fn check(world: &World, call: &Call) -> Result<(), Refusal> {
    let Some(token) = call.token.as_deref() else { return Ok(()) };
    let secret = world.cast.secret.as_bytes();
    let Some(proof) = call.param("appsecret_proof") else {
        // An app token already contains the secret.
        let is_app = token.split_once('|').is_some_and(|(_, part)| secret.ct_eq(part.as_bytes()).into());
        return match world.demands_proof && !is_app {
            true => Err(Refusal::new(100, "API calls from the server require an appsecret_proof argument")),
            false => Ok(()),
        };
    };
    let message = match call.param("appsecret_time") {
        Some(time) => format!("{token}|{time}"),
        None => token.to_owned(),
    };
    let is_right = Hmac::<Sha256>::new_from_slice(secret).is_ok_and(|mac| {
        let expected = mac.chain_update(message.as_bytes()).finalize().into_bytes();
        let expected: String = expected.iter().map(|byte| format!("{byte:02x}")).collect();
        expected.as_bytes().ct_eq(proof.as_bytes()).into()
    });
    if is_right {
        Ok(())
    } else {
        Err(Refusal::new(100, "Invalid appsecret_proof provided in the API argument"))
    }
}
