//! Creating a subscription: the service is unlocked while the callback URL is called.

use super::{Service, recorded::Recorded};
use crate::{
    protocol::{Answer, Call},
    updates::{self, PendingSubscription, Unreached},
};

/// A subscription call that waits for the handshake.
#[derive(Debug)]
pub(crate) struct Subscribing {
    pub(crate) pending: PendingSubscription,
    /// Its index in the request log.
    entry: usize,
}

impl Service {
    /// Checks and logs a call that creates a subscription; the error is its response.
    pub(crate) fn prepare_subscription(&mut self, call: &Call) -> Result<Subscribing, Answer> {
        let entry = self.log.push(Recorded::of(call, false));
        updates::prepare(&mut self.world, call).map(|pending| Subscribing { pending, entry }).map_err(
            |refusal| {
                let answer = refusal.answer(self.world.count());
                self.log.finish(entry, answer.status);
                answer
            },
        )
    }

    /// Completes the call with the status and body of the handshake response.
    pub(crate) fn confirm_subscription(
        &mut self,
        subscribing: Subscribing,
        response: Result<(u16, Vec<u8>), Unreached>,
    ) -> Answer {
        let answer = updates::confirm(&mut self.world, subscribing.pending, response);
        self.log.finish(subscribing.entry, answer.status);
        self.queue_updates();
        self.save(answer)
    }
}
