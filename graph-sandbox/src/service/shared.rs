//! The service: the simulated platform with faults, updates, the request log and the database.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use super::recorded::{Log, Recorded};
use crate::{
    dispatch::{Bytes, Place},
    fault::{self, Effects, Faults},
    keep::Db,
    protocol::{Answer, Call, Refusal},
    updates::{self, Queue},
    world::{Line, Said, World},
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
        self.world.turn_to_call(call);
        self.faults.effects(&self.world, call, false, header)
    }

    /// Answers a call, logs it, queues updates and saves what changed.
    pub(crate) fn answer(&mut self, call: &Call, effects: &Effects) -> Answer {
        self.world.turn_to_call(call);
        // Logged first, so that a batch precedes its items.
        let entry = self.log.push(Recorded::of(call, false));
        let Self { world, faults, log, .. } = self;
        let mut item = |world: &mut World, item: &Call| {
            let entry = log.push(Recorded::of(item, true));
            world.turn_to_call(item);
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
        let mut messages = updates::messages(&mut self.world);
        messages.extend(updates::happened(&mut self.world));
        self.updates.push(messages, self.world.clock.elapsed());
    }

    /// Saves changes to the database, if there is one. A call whose changes cannot be saved fails; others do not.
    pub(crate) fn save(&mut self, answer: Answer) -> Answer {
        match self.keep() {
            Ok(()) => answer,
            Err(refusal) => refusal.answer(self.world.count()),
        }
    }

    /// Saves changes to the database, if there is one.
    pub(super) fn keep(&mut self) -> Result<(), Refusal> {
        let saved = match &mut self.db {
            Some(db) => db.save(&mut self.world),
            None => {
                self.world.discard_unsaved();
                Ok(())
            }
        };
        saved.map_err(|error| Refusal::new(2, error.to_string()).status(500))
    }
}

/// The service as the server's thread and the [`Sandbox`](crate::Sandbox) handle share it.
#[derive(Clone, Debug)]
pub(crate) struct Shared {
    service: Arc<Mutex<Service>>,
    wake: Arc<Notify>,
    answered: Arc<Condvar>,
}

impl Shared {
    pub(crate) fn new(service: Service) -> Self {
        Self { service: Arc::new(Mutex::new(service)), wake: Arc::default(), answered: Arc::default() }
    }

    /// Locks the service, even if another thread panicked while it held the lock.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Service> {
        self.service.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes the delivery of updates: something was queued, or time was skipped.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
        self.answered.notify_all();
    }

    /// Waits until the people who follow a script have said everything and got their answers. Otherwise says what is
    /// missing.
    pub(crate) fn until_said(&self, within: Duration) -> Result<Vec<Line>, String> {
        let began = Instant::now();
        let mut service = self.lock();
        loop {
            let missing = match service.world.chat.state() {
                Said::Everything => return Ok(service.world.chat.lines().to_vec()),
                Said::Stuck(problem) => return Err(problem),
                Said::Not(missing) => missing,
            };
            let left = within.saturating_sub(began.elapsed());
            if left.is_zero() {
                let refused =
                    service.updates.attempts().filter(|one| one.status.is_none_or(|status| status >= 300));
                let last = refused.last().map(|one| match (&one.problem, one.status) {
                    (Some(problem), _) => format!("; a delivery to {} failed: {problem}", one.url),
                    (None, status) => {
                        format!("; {} answered a delivery with {}", one.url, status.unwrap_or(0))
                    }
                });
                return Err(format!("{missing}, after {within:?}{}", last.unwrap_or_default()));
            }
            service = match self.answered.wait_timeout(service, left) {
                Ok((service, _)) => service,
                Err(poisoned) => poisoned.into_inner().0,
            };
        }
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
