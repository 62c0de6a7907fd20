//! The state of limits in memory, and the turns that follow from it: decisions only, the time is passed in.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use super::{Lane, LimitKey, Pace, Report, Turn, TurnRequest, rate::Rates};

#[derive(Clone, Copy, Debug, PartialEq)]
struct Paced {
    /// When the next call may be sent.
    next: Duration,
    spacing: Duration,
    /// When the next call may be sent according to the reports alone.
    earliest: Duration,
    /// Until when the platform accepts no call at all.
    locked: Duration,
}

/// The state of all known limits.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    paces: HashMap<LimitKey, Paced>,
    /// The limits that the responses of each lane reported.
    lanes: HashMap<Lane, HashSet<LimitKey>>,
    /// The rates that are kept independently of reports.
    rates: Rates,
}

/// The maximum number of lanes, and of limits, that are kept.
const MAX_LANES: usize = 10_000;
/// The maximum number of limits that are kept per lane.
const MAX_LIMITS_PER_LANE: usize = 100;

impl Limiter {
    /// Records what a response reports.
    pub(crate) fn record(&mut self, reports: Vec<Report>, now: Duration) {
        for report in reports {
            if let Some(lane) = report.lane {
                self.link(lane, &report.key, now);
            }
            self.set_pace(report.key, report.pace, now);
        }
    }

    fn link(&mut self, lane: Lane, limit: &LimitKey, now: Duration) {
        if self.lanes.len() >= MAX_LANES && !self.lanes.contains_key(&lane) {
            // Drop limits that delay no call.
            self.paces.retain(|_, pace| pace.next > now);
            let paces = &self.paces;
            self.lanes.retain(|_, limits| limits.iter().any(|limit| paces.contains_key(limit)));
            if self.lanes.len() >= MAX_LANES {
                self.lanes.clear();
            }
        }
        let limits = self.lanes.entry(lane).or_default();
        // A server may report another limit with every response.
        if limits.len() >= MAX_LIMITS_PER_LANE {
            limits.retain(|limit| self.paces.get(limit).is_some_and(|pace| pace.next > now));
            if limits.len() >= MAX_LIMITS_PER_LANE {
                limits.clear();
            }
        }
        limits.insert(limit.clone());
    }

    fn set_pace(&mut self, limit: LimitKey, pace: Option<Pace>, now: Duration) {
        let Some(Pace { spacing, delay }) = pace else {
            self.paces.remove(&limit);
            return;
        };
        let next = now.saturating_add(delay);
        if self.paces.len() >= MAX_LANES && !self.paces.contains_key(&limit) {
            // Limits of discarded tokens are never reported as relaxed.
            self.paces.retain(|_, pace| pace.next > now);
            if self.paces.len() >= MAX_LANES {
                self.paces.clear();
            }
        }
        // A delay that is longer than the spacing is a lock.
        let locked = if delay > spacing { next } else { Duration::ZERO };
        let pace = self.paces.entry(limit).or_insert(Paced { next, spacing, earliest: next, locked });
        // Calls with a reserved turn keep it, unless the limit is locked by then; later calls queue behind them.
        *pace = Paced { next: pace.next.max(next), spacing, earliest: pace.earliest.max(next), locked };
    }

    /// Whether no limit is near.
    pub(crate) fn is_idle(&self) -> bool {
        self.paces.is_empty()
    }

    /// Takes a turn for a call.
    pub(crate) fn take_turn(&mut self, ask: &TurnRequest, now: Duration) -> Turn {
        let earliest = self.rates.turn(&ask.rates, now);
        let limits = self.limits_of(ask);
        let next = limits.iter().filter_map(|limit| self.paces.get(limit)).map(|pace| pace.next).max();
        let turn = next.unwrap_or(now).max(earliest);
        let wait = turn.saturating_sub(now);
        if wait > ask.longest_wait {
            return Turn::TooLate(wait);
        }
        for limit in &limits {
            if let Some(pace) = self.paces.get_mut(limit) {
                pace.next = turn.saturating_add(pace.spacing);
            }
        }
        self.rates.count(&ask.rates, turn, now);
        Turn::After(wait)
    }

    /// Gives back the turn of a call that is not sent. Calls with a later turn keep it; the next call moves up.
    pub(crate) fn give_back(&mut self, ask: &TurnRequest) {
        for limit in self.limits_of(ask) {
            if let Some(pace) = self.paces.get_mut(&limit) {
                pace.next = pace.next.saturating_sub(pace.spacing).max(pace.earliest);
            }
        }
        self.rates.give_back(&ask.rates);
    }

    /// How long the platform accepts no calls of a lane, or none by other limits. Zero if it does.
    pub(crate) fn locked_for(&self, lane: &Lane, limits: &[LimitKey], now: Duration) -> Duration {
        let of_lane = self.lanes.get(lane).into_iter().flatten();
        let locks = of_lane.chain(limits).filter_map(|limit| self.paces.get(limit)).map(|pace| pace.locked);
        locks.max().unwrap_or_default().saturating_sub(now)
    }

    /// The limits that apply to a call.
    fn limits_of(&self, ask: &TurnRequest) -> Vec<LimitKey> {
        let of_lane = self.lanes.get(&ask.lane).into_iter().flatten();
        of_lane.chain(&ask.limits).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::send::{BusinessUsage, Throttle, Usage, UsageCounts, UseCase, limits::throttle::MAX_WAIT};

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn record(limiter: &mut Limiter, throttle: &Throttle, lane: Lane, usage: &Usage, now: Duration) {
        limiter.record(throttle.reports(lane, usage), now);
    }

    fn reserve(
        limiter: &mut Limiter,
        throttle: &Throttle,
        lane: Lane,
        now: Duration,
    ) -> Result<Duration, Duration> {
        match limiter.take_turn(&throttle.turn_of(lane, None), now) {
            Turn::After(wait) => Ok(wait),
            Turn::TooLate(wait) => Err(wait),
        }
    }

    fn counts(calls: f64) -> Option<UsageCounts> {
        Some(UsageCounts { calls, ..UsageCounts::default() })
    }

    fn app(calls: f64) -> Usage {
        Usage { app: counts(calls), ..Usage::default() }
    }

    const ME: Lane = Lane { token: 1, node: 1 };
    const MY_PHOTO: Lane = Lane { token: 1, node: 2 };
    const OTHER: Lane = Lane { token: 2, node: 1 };

    #[test]
    fn calls_are_spaced_near_a_limit_and_not_before() {
        let (mut limiter, throttle) = (Limiter::default(), Throttle::default());
        let mut reserve = |usage: Option<f64>, now| {
            if let Some(usage) = usage {
                record(&mut limiter, &throttle, ME, &app(usage), seconds(now));
            }
            reserve(&mut limiter, &throttle, OTHER, seconds(now))
        };
        assert_eq!(reserve(None, 0), Ok(seconds(0)));
        assert_eq!(reserve(Some(89.9), 1), Ok(seconds(0)));
        assert_eq!(reserve(Some(95.0), 2), Ok(seconds(15)));
        assert_eq!(reserve(None, 2), Ok(seconds(30)));
        assert_eq!(reserve(None, 3), Ok(seconds(44)));
        assert_eq!(reserve(None, 3), Ok(seconds(59)));
        assert_eq!(reserve(None, 3), Err(seconds(74)));
        // A refused call takes no turn.
        assert_eq!(reserve(None, 17), Ok(seconds(60)));
        assert_eq!(reserve(Some(50.0), 18), Ok(seconds(0)));
        assert_eq!(reserve(Some(250.0), 100), Ok(seconds(30)));
    }

    #[test]
    fn a_turn_that_is_given_back_is_not_earlier_than_what_was_reported() {
        let (mut limiter, throttle) = (Limiter::default(), Throttle::default());
        record(&mut limiter, &throttle, ME, &app(95.0), seconds(0));
        let ask = throttle.turn_of(ME, None);
        assert_eq!(limiter.take_turn(&ask, seconds(0)), Turn::After(seconds(15)));
        // The limit comes nearer meanwhile.
        record(&mut limiter, &throttle, ME, &app(100.0), seconds(5));
        limiter.give_back(&ask);
        assert_eq!(limiter.take_turn(&ask, seconds(5)), Turn::After(seconds(30)));
        // Not below the start of the clock, and not twice.
        limiter.give_back(&ask);
        limiter.give_back(&ask);
        assert_eq!(limiter.take_turn(&ask, seconds(5)), Turn::After(seconds(30)));
    }

    #[test]
    fn no_header_blocks_for_longer_than_a_day() {
        let mut limiter = Limiter::default();
        let forever = BusinessUsage {
            id: "66".to_owned(),
            use_case: Some(UseCase::Pages.into()),
            counts: UsageCounts::default(),
            regain_access: Some(Duration::MAX),
            tier: None,
        };
        let usage = Usage { business: vec![forever], ..Usage::default() };
        record(&mut limiter, &Throttle::default(), ME, &usage, seconds(0));
        assert_eq!(reserve(&mut limiter, &Throttle::default(), ME, seconds(0)), Err(MAX_WAIT));
    }

    #[test]
    fn a_limit_delays_only_the_calls_it_applies_to() {
        let (mut limiter, throttle) = (Limiter::default(), Throttle::default());
        record(&mut limiter, &throttle, ME, &Usage { page: counts(100.0), ..Usage::default() }, seconds(0));
        assert_eq!(reserve(&mut limiter, &throttle, OTHER, seconds(0)), Ok(seconds(0)));
        assert_eq!(reserve(&mut limiter, &throttle, MY_PHOTO, seconds(0)), Ok(seconds(30)));

        let mut limiter = Limiter::default();
        let pages = |regain| BusinessUsage {
            id: "66".to_owned(),
            use_case: Some(UseCase::Pages.into()),
            counts: UsageCounts::default(),
            regain_access: regain,
            tier: None,
        };
        let blocked = Usage { business: vec![pages(Some(seconds(120)))], ..Usage::default() };
        record(&mut limiter, &throttle, ME, &blocked, seconds(0));
        assert_eq!(reserve(&mut limiter, &throttle, ME, seconds(0)), Err(seconds(120)));
        assert_eq!(reserve(&mut limiter, &throttle, MY_PHOTO, seconds(0)), Ok(seconds(0)));
        assert_eq!(reserve(&mut limiter, &throttle, ME, seconds(90)), Ok(seconds(30)));
        // Another lane with the same use case.
        record(
            &mut limiter,
            &throttle,
            OTHER,
            &Usage { business: vec![pages(Some(seconds(9)))], ..Usage::default() },
            seconds(91),
        );
        assert_eq!(reserve(&mut limiter, &throttle, OTHER, seconds(91)), Ok(seconds(29)));
        assert_eq!(reserve(&mut limiter, &throttle, ME, seconds(200)), Ok(seconds(0)));
        assert_eq!(reserve(&mut Limiter::default(), &Throttle::off(), ME, seconds(0)), Ok(seconds(0)));
    }

    #[test]
    fn extreme_usage_and_settings_do_not_overflow() {
        for spacing in [Duration::MAX, Duration::ZERO, seconds(30)] {
            for percent in [0.0, 90.0, 1e308] {
                let throttle =
                    Throttle::default().spacing(spacing).from_percent(f64::NAN).longest_wait(Duration::MAX);
                let mut limiter = Limiter::default();
                record(&mut limiter, &throttle, ME, &app(percent), seconds(1));
                let first = reserve(&mut limiter, &throttle, ME, seconds(1));
                let second = reserve(&mut limiter, &throttle, ME, seconds(1));
                assert!(first.is_ok() && second >= first, "{spacing:?} {percent}");
            }
        }
    }

    #[test]
    fn memory_is_bounded() {
        let (mut limiter, throttle) = (Limiter::default(), Throttle::default());
        for node in 0..3 * MAX_LANES as u64 {
            let usage = BusinessUsage {
                id: node.to_string(),
                counts: counts(99.0).unwrap(),
                ..BusinessUsage::default()
            };
            let usage = Usage { business: vec![usage], ..Usage::default() };
            record(&mut limiter, &throttle, Lane { token: 1, node }, &usage, seconds(node));
        }
        assert!(limiter.lanes.len() <= MAX_LANES, "{}", limiter.lanes.len());
        assert!(limiter.paces.len() <= MAX_LANES, "{}", limiter.paces.len());
        // Many short-lived Page tokens, and a server that reports another limit each time.
        let mut limiter = Limiter::default();
        for number in 0..3 * MAX_LANES as u64 {
            let page = Usage { page: counts(99.0), ..Usage::default() };
            record(&mut limiter, &throttle, Lane { token: number, node: 1 }, &page, seconds(number));
            let usage = BusinessUsage {
                id: number.to_string(),
                counts: counts(1.0).unwrap(),
                ..BusinessUsage::default()
            };
            record(
                &mut limiter,
                &throttle,
                ME,
                &Usage { business: vec![usage], ..Usage::default() },
                seconds(number),
            );
        }
        assert!(limiter.paces.len() <= MAX_LANES, "{}", limiter.paces.len());
        assert!(limiter.lanes[&ME].len() <= MAX_LIMITS_PER_LANE, "{}", limiter.lanes[&ME].len());
    }

    proptest! {
        /// Calls under the same limit keep their spacing, no wait is longer than allowed, and a refused call
        /// is accepted after the reported wait.
        #[test]
        fn turns_are_spaced_and_every_call_gets_one(
            percent in 0.0_f64..200.0, steps in proptest::collection::vec(0_u64..40, 1..40),
        ) {
            let (mut limiter, throttle) = (Limiter::default(), Throttle::default());
            record(&mut limiter, &throttle, ME, &app(percent), Duration::ZERO);
            let spacing = throttle.spacing_at(percent);
            let (mut now, mut turns) = (Duration::ZERO, Vec::new());
            for step in steps {
                now += seconds(step);
                match reserve(&mut limiter, &throttle, ME, now) {
                    Ok(wait) => {
                        prop_assert!(wait <= seconds(60));
                        turns.push(now + wait);
                    }
                    Err(wait) => {
                        prop_assert!(wait > seconds(60));
                        now += wait;
                        let through = reserve(&mut limiter, &throttle, ME, now);
                        prop_assert_eq!(through, Ok(Duration::ZERO));
                        turns.push(now);
                    }
                }
            }
            prop_assert!(turns.windows(2).all(|pair| pair[1] - pair[0] >= spacing));
        }
    }
}
