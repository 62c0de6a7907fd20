//! `appsecret_proof`.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    protocol::{Call, Refusal},
    world::World,
};

/// Refuses a call whose `appsecret_proof` does not belong to its token. A call without one passes, unless the app
/// demands one.
pub(crate) fn check(world: &World, call: &Call) -> Result<(), Refusal> {
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
