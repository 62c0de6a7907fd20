//! The service: the simulated platform with faults, updates, the request log and the database.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::sync::Notify;

use super::recorded::{Log, Recorded};
use crate::{
    dispatch::{Bytes, Place},
    fault::{self, Effects, Faults},
    keep::Db,
    protocol::{Answer, Call, Refusal},
    updates::{self, Queue},
    world::World,
};

/// Everything that a call may read or change.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) world: World,
    pub(crate) faults: Faults,
    pub(crate) updates: Queue,
    pub(crate) log: Log,
    db: Option<Db>,
}

impl Service {
    pub(crate) fn new(world: World, faults: Faults, updates: Queue, db: Option<Db>) -> Self {
        Self { world, faults, updates, log: Log::default(), db }
    }

    /// The effect of the active faults, and of those in its header, on a call.
    pub(crate) fn effects(&mut self, call: &Call, header: &[fault::Fault]) -> Effects {
        self.faults.effects(&self.world, call, false, header)
    }

    /// Answers a call, logs it, queues updates and saves what changed.
    pub(crate) fn answer(&mut self, call: &Call, effects: &Effects) -> Answer {
        // Logged first, so that a batch precedes its items.
        let entry = self.log.push(Recorded::of(call, false));
        let Self { world, faults, log, .. } = self;
        let mut item = |world: &mut World, item: &Call| {
            let entry = log.push(Recorded::of(item, true));
            let effects = faults.effects(world, item, true, &[]);
            let answer = fault::answer(world, item, &effects, None);
            log.finish(entry, answer.status);
            answer
        };
        let answer = fault::answer(world, call, effects, Some(&mut item));
        self.log.finish(entry, answer.status);
        self.queue_updates();
        self.save(answer)
    }

    /// Takes the bytes of a file, logs the call and saves what changed.
    pub(crate) fn upload(&mut self, call: &Call, place: &Place, sent: &Bytes<'_>) -> Answer {
        let entry = self.log.push(Recorded::of(call, false));
        let answer = place.take(&mut self.world, call, sent);
        self.log.finish(entry, answer.status);
        self.save(answer)
    }

    /// Queues notifications of the changes of the current call.
    pub(super) fn queue_updates(&mut self) {
        let messages = updates::messages(&mut self.world);
        self.updates.push(messages, self.world.clock.elapsed());
    }

    /// Saves changes to the database, if there is one. A call whose changes cannot be saved fails; others do not.
    pub(crate) fn save(&mut self, answer: Answer) -> Answer {
        let saved = match &mut self.db {
            Some(db) => db.save(&mut self.world),
            None => {
                self.world.discard_unsaved();
                Ok(())
            }
        };
        match saved {
            Ok(()) => answer,
            Err(error) => Refusal::new(2, error.to_string()).status(500).answer(self.world.count()),
        }
    }
}

/// The service as the server's thread and the [`Sandbox`](crate::Sandbox) handle share it.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    service: Arc<Mutex<Service>>,
    wake: Arc<Notify>,
}

impl Shared {
    pub(crate) fn new(service: Service) -> Self {
        Self { service: Arc::new(Mutex::new(service)), wake: Arc::new(Notify::new()) }
    }

    /// Locks the service, even if another thread panicked while it held the lock.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Service> {
        self.service.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the delivery of updates: something was queued, or time was skipped.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    /// Waits for [`wake`](Self::wake).
    pub(crate) async fn woken(&self) {
        self.wake.notified().await;
    }

    /// Advances the clock.
    pub(crate) fn advance(&self, time: Duration) {
        self.lock().world.clock.advance(time);
        self.wake();
    }
}
