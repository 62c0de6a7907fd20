//! The faults that are in effect, and how often they applied.

use std::time::Duration;

use super::{
    by_header::ByHeader,
    effects::Counted,
    model::{Fault, Filter, Kind},
    usage::{Usage, Windows},
};
use crate::{protocol::Call, world::seed::Random};

/// The faults that are in effect.
#[derive(Debug)]
pub(crate) struct Faults {
    seed: u64,
    last: u64,
    active: Vec<ActiveFault>,
    by_header: ByHeader,
}

/// A fault and its counters.
#[derive(Clone, Debug)]
pub(crate) struct ActiveFault {
    pub(crate) id: u64,
    pub(crate) fault: Fault,
    /// Matching calls.
    seen: u64,
    /// Affected calls.
    pub(crate) met: u64,
    windows: Windows,
}

impl Faults {
    pub(crate) fn new(seed: u64, faults: Vec<Fault>) -> Self {
        let mut new = Self { seed, last: 0, active: Vec::new(), by_header: ByHeader::default() };
        for fault in faults {
            new.add(fault);
        }
        new
    }

    /// Adds a fault and returns the id that removes it.
    pub(crate) fn add(&mut self, fault: Fault) -> u64 {
        self.last += 1;
        self.active.push(ActiveFault::new(self.last, fault));
        self.last
    }

    pub(crate) fn remove(&mut self, id: u64) -> bool {
        let before = self.active.len();
        self.active.retain(|active| active.id != id);
        self.active.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.active.clear();
        self.by_header.clear();
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.active.is_empty()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &ActiveFault> {
        self.active.iter()
    }

    /// The faults that affect a call, with the usage of each limit among them. `header` are the faults of its
    /// header.
    pub(super) fn meet(
        &mut self,
        call: &Call,
        in_batch: bool,
        counted: &Counted,
        header: &[Fault],
        now: Duration,
    ) -> Vec<(Fault, Option<Usage>)> {
        let seed = self.seed;
        let mut met = Vec::new();
        for active in self.active.iter_mut().chain(self.by_header.of(header)) {
            if !active.fault.matches(call, in_batch) {
                continue;
            }
            // Of several that replace the same, the first one that applies is used, and the others stay for later calls.
            let slot = active.fault.slot();
            let is_taken = slot.is_some() && met.iter().any(|(known, _): &(Fault, _)| known.slot() == slot);
            let usage = match &active.fault.kind {
                Kind::Limit(subject, most, window) => match counted.by(*subject) {
                    Some(key) => Some(active.windows.count(key, *most, *window, now)),
                    None => continue,
                },
                _ => None,
            };
            if active.applies(seed, is_taken) {
                met.push((active.fault.clone(), usage));
            }
        }
        met
    }
}

impl ActiveFault {
    pub(super) fn new(id: u64, fault: Fault) -> Self {
        Self { id, fault, seen: 0, met: 0, windows: Windows::default() }
    }

    /// Counts a matching call and decides whether it is affected.
    fn applies(&mut self, seed: u64, is_taken: bool) -> bool {
        self.seen += 1;
        let Filter { times, after, rate, .. } = self.fault.filter;
        let in_turn = self.seen > after && times.is_none_or(|times| self.met < times);
        let drawn = rate.is_none_or(|rate| {
            let number =
                Random::of(seed, &["fault", &self.id.to_string(), &self.seen.to_string()]).below(1 << 30);
            (number as f64) < rate * f64::from(1 << 30)
        });
        let applies = in_turn && drawn && !is_taken;
        self.met += u64::from(applies);
        applies
    }
}

impl Fault {
    /// What only one fault can do to a call: replace its response, cut it, or let its message fail.
    fn slot(&self) -> Option<u8> {
        match self.kind {
            Kind::Error(..) | Kind::Body(..) | Kind::Redirect(_) => Some(0),
            Kind::Cut(_) => Some(1),
            Kind::Status(_) => Some(2),
            _ => None,
        }
    }

    /// Whether its filter matches a call.
    fn matches(&self, call: &Call, in_batch: bool) -> bool {
        let is_batch = call.is_batch();
        let place = match &self.kind {
            // Each item of a batch counts against a limit, the batch itself does not.
            Kind::Limit(..) => !is_batch,
            Kind::Unfinished(_) => is_batch,
            Kind::Status(_) if !call.sends_message() => false,
            _ => self.filter.items == in_batch,
        };
        let path = self.filter.path.as_deref().is_none_or(|path| {
            let mut wanted = path.split('/').filter(|part| !part.is_empty());
            let mut segments = call.segments.iter();
            wanted.all(|part| segments.next().is_some_and(|segment| segment == part || part == "*"))
        });
        let method = self.filter.method.as_deref().is_none_or(|wanted| wanted == call.verb.method());
        place && path && method
    }
}
