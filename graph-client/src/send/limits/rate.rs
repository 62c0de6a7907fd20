//! Rates that a client keeps on its own, for limits that no header reports: decisions only, the time is passed in.

use std::{collections::HashMap, time::Duration};

use super::{
    LimitKey, RateTurn,
    key::{Limit, stable_hash},
};
use crate::request::Request;

/// The maximum rate of calls to some operations, for limits that no header reports before they are exceeded. Calls that
/// would exceed it wait for their turn. Set with [`Throttle::rate`](super::Throttle::rate).
///
/// The rate applies separately to each node, such as a phone number or a Page, and with [`per`](Self::per) to each
/// recipient of each node. All calls of a [`Graph`](crate::Graph) share it, whatever their tokens. Calls inside a batch
/// are not counted.
///
/// ```
/// # use std::time::Duration;
/// # use graph_client::{Graph, Rate, Throttle};
/// // 20 messages per second from each number. To each person, one every 6 seconds after the first 45.
/// let messages = ["phone_number.messages.create"];
/// let throttle = Throttle::default()
///     .rate(Rate::of(messages, 20, Duration::from_secs(1)))
///     .rate(Rate::of(messages, 1, Duration::from_secs(6)).burst(45).per(["to"]));
/// let graph = Graph::builder().throttle(throttle).build();
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Rate {
    operations: Vec<&'static str>,
    /// The time between two calls.
    spacing: Duration,
    /// How many calls may be sent at once after a pause.
    burst: u32,
    /// The parameters that name the recipient; the first one that is set is used.
    per: Vec<&'static str>,
}

impl Rate {
    /// Allows `calls` per `time`, evenly spaced, for these operations together, given by their names in the schema. 0
    /// `calls` is treated as 1.
    pub fn of(operations: impl IntoIterator<Item = &'static str>, calls: u32, time: Duration) -> Self {
        let spacing = time / calls.max(1);
        Self { operations: operations.into_iter().collect(), spacing, burst: 1, per: Vec::new() }
    }

    /// Sets how many calls may be sent at once after a pause. The default is 1. The average rate stays the same: calls
    /// after a burst wait accordingly longer.
    pub fn burst(mut self, calls: u32) -> Self {
        self.burst = calls.max(1);
        self
    }

    /// Counts calls with different values of a parameter, such as `to`, separately. Of several names, the first one that
    /// a call has is used.
    pub fn per(mut self, params: impl IntoIterator<Item = &'static str>) -> Self {
        self.per = params.into_iter().collect();
        self
    }

    /// The names of the operations.
    pub fn operations(&self) -> &[&'static str] {
        &self.operations
    }

    /// How far ahead of the even spacing calls may be.
    fn tolerance(&self) -> Duration {
        self.spacing.saturating_mul(self.burst - 1)
    }

    /// The turn that the call asks for, if the rate applies to it.
    pub(super) fn turn_of(&self, request: &Request) -> Option<RateTurn> {
        let name = request.description.map(|description| description.name)?;
        if !self.operations.contains(&name) {
            return None;
        }
        let node = request.path.split('/').next().unwrap_or_default();
        let recipient = self.per.iter().find_map(|param| request.params.text_of(param));
        let counted = stable_hash([node].into_iter().chain(recipient.as_deref()));
        let numbers = format!("{} {}", self.spacing.as_nanos(), self.burst);
        let names = self.operations.iter().copied().chain([""]).chain(self.per.iter().copied());
        let rate = stable_hash(names.chain([numbers.as_str()]));
        let key = LimitKey(Limit::Rate { rate, counted });
        Some(RateTurn { key, spacing: self.spacing, tolerance: self.tolerance() })
    }
}

/// The maximum number of recipients that are kept.
const MAX_COUNTED: usize = 100_000;

/// The state of all rates: when the next evenly spaced call is due, by the rate and what is counted.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    due: HashMap<LimitKey, Duration>,
}

impl Rates {
    /// The earliest time at which a call may be sent according to the rates.
    pub(super) fn turn(&self, rates: &[RateTurn], now: Duration) -> Duration {
        let due = |rate: &RateTurn| self.due.get(&rate.key).map(|due| due.saturating_sub(rate.tolerance));
        rates.iter().filter_map(due).max().unwrap_or(now).max(now)
    }

    /// Counts a call that is sent at `turn`.
    pub(super) fn count(&mut self, rates: &[RateTurn], turn: Duration, now: Duration) {
        for rate in rates {
            if self.due.len() >= MAX_COUNTED && !self.due.contains_key(&rate.key) {
                // Recipients that are due may be forgotten: they may have a whole burst.
                self.due.retain(|_, due| *due > now);
                if self.due.len() >= MAX_COUNTED {
                    self.due.clear();
                }
            }
            let due = self.due.entry(rate.key.clone()).or_default();
            *due = (*due).max(turn).saturating_add(rate.spacing);
        }
    }

    /// Takes back the count of a call that is not sent.
    pub(super) fn give_back(&mut self, rates: &[RateTurn]) {
        for rate in rates {
            if let Some(due) = self.due.get_mut(&rate.key) {
                *due = due.saturating_sub(rate.spacing);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        facts::{Api, Description, Verb},
        request::Request,
        send::{Throttle, limits::Turn},
    };
    use http::Method;

    static API: Api = Api { host: "", version: None, dialog: None, hosts: &[], errors: &[], common: &[] };

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn message(number: &str, to: &str) -> Request {
        let mut request = Request::raw(&API, Method::POST, &format!("{number}/messages"));
        request.description = Some(Description::new("number.messages.create", Verb::Post));
        request.params.start_json();
        request.params.put_json("to", format!("{to:?}"));
        request
    }

    fn pair() -> Throttle {
        let rate = Rate::of(["number.messages.create"], 1, seconds(6)).burst(3).per(["recipient", "to"]);
        Throttle::default().rate(rate)
    }

    /// Sends a call at a time, and returns how long it waits.
    fn wait(
        limiter: &mut super::super::Limiter,
        throttle: &Throttle,
        request: &Request,
        now: u64,
    ) -> Result<u64, u64> {
        let lane = super::super::Lane { token: 1, node: 1 };
        match limiter.take_turn(&throttle.turn_of(lane, Some(request)), seconds(now)) {
            Turn::After(wait) => Ok(wait.as_secs()),
            Turn::TooLate(wait) => Err(wait.as_secs()),
        }
    }

    #[test]
    fn a_burst_is_paid_back_by_a_pause() {
        let (mut limiter, throttle) = (super::super::Limiter::default(), pair());
        let ada = message("1065", "491");
        let waits: Vec<_> = (0..5).map(|_| wait(&mut limiter, &throttle, &ada, 100)).collect();
        assert_eq!(waits, [Ok(0), Ok(0), Ok(0), Ok(6), Ok(12)]);
        // After a rest of one spacing there is room for one call; after a long one, for a burst.
        assert_eq!(wait(&mut limiter, &throttle, &ada, 112), Ok(6));
        let waits: Vec<_> = (0..4).map(|_| wait(&mut limiter, &throttle, &ada, 1000)).collect();
        assert_eq!(waits, [Ok(0), Ok(0), Ok(0), Ok(6)]);
    }

    #[test]
    fn recipients_and_nodes_are_counted_separately_and_other_operations_not_at_all() {
        let (mut limiter, throttle) = (super::super::Limiter::default(), pair());
        for _ in 0..3 {
            assert_eq!(wait(&mut limiter, &throttle, &message("1065", "491"), 0), Ok(0));
        }
        assert_eq!(wait(&mut limiter, &throttle, &message("1065", "492"), 0), Ok(0));
        assert_eq!(wait(&mut limiter, &throttle, &message("1066", "491"), 0), Ok(0));
        let mut other = message("1065", "491");
        other.description = Some(Description::new("number.messages.mark_read", Verb::Post));
        assert_eq!(wait(&mut limiter, &throttle, &other, 0), Ok(0));
        other.description = None;
        assert_eq!(wait(&mut limiter, &throttle, &other, 0), Ok(0));
        assert_eq!(wait(&mut limiter, &throttle, &message("1065", "491"), 0), Ok(6));
    }

    #[test]
    fn a_call_that_would_wait_too_long_is_refused_and_not_counted() {
        let mut limiter = super::super::Limiter::default();
        let throttle = pair().longest_wait(seconds(10));
        let ada = message("1065", "491");
        let waits: Vec<_> = (0..6).map(|_| wait(&mut limiter, &throttle, &ada, 0)).collect();
        assert_eq!(waits, [Ok(0), Ok(0), Ok(0), Ok(6), Err(12), Err(12)]);
        assert_eq!(wait(&mut limiter, &Throttle::off(), &ada, 0), Ok(0));
    }

    #[test]
    fn extreme_rates_do_not_overflow() {
        for rate in [
            Rate::of(["number.messages.create"], 0, Duration::MAX).burst(u32::MAX),
            Rate::of(["number.messages.create"], u32::MAX, Duration::ZERO).burst(0),
        ] {
            let throttle = Throttle::default().rate(rate).longest_wait(Duration::MAX);
            let mut limiter = super::super::Limiter::default();
            for _ in 0..3 {
                let turn = wait(&mut limiter, &throttle, &message("1", "2"), u64::MAX);
                assert!(turn.is_ok(), "{throttle:?}");
            }
        }
    }

    #[test]
    fn what_is_kept_is_bounded() {
        let mut state = Rates::default();
        for counted in 0..MAX_COUNTED as u64 + 10 {
            let key = LimitKey(Limit::Rate { rate: 0, counted });
            let turn = RateTurn { key, spacing: seconds(6), tolerance: seconds(0) };
            state.count(&[turn], seconds(0), seconds(0));
        }
        assert!(state.due.len() <= MAX_COUNTED, "{}", state.due.len());
    }
}
