//! Slows calls down before a rate limit is reached: decisions only, the time is passed in.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use super::{Rate, Usage, UseCase, rate::Rates};
use crate::{request::Request, value::Open};

/// How a [`Graph`](crate::Graph) slows down when the usage headers report that a rate limit is near.
///
/// By default, calls are spaced out from 90 % of a limit on. The spacing grows with the usage, up to 30
/// seconds at the limit itself. While the platform reports that it accepts no calls, none are sent. A call
/// that would have to wait for more than a minute fails at once with
/// [`ErrorKind::Throttled`](crate::ErrorKind::Throttled), and
/// [`Error::retry_after`](crate::Error::retry_after) is the time to wait.
///
/// A limit delays only the calls that it applies to: the app's limit all calls, a Page's limit the calls with
/// its token, and the limit of a business use case the calls to nodes whose responses reported it.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Throttle {
    from_percent: f64,
    spacing: Duration,
    max_wait: Duration,
    rates: Vec<Rate>,
    off: bool,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            from_percent: 90.0,
            spacing: Duration::from_secs(30),
            max_wait: Duration::from_secs(60),
            rates: Vec::new(),
            off: false,
        }
    }
}

impl Throttle {
    /// Never slows calls down, and keeps no rates.
    pub fn off() -> Self {
        Self { off: true, ..Self::default() }
    }

    /// Slows calls down from this percentage of a limit on. Clamped to 0 to 100; 100 if not a finite number.
    pub fn from_percent(mut self, percent: f64) -> Self {
        self.from_percent = if percent.is_finite() { percent.clamp(0.0, 100.0) } else { 100.0 };
        self
    }

    /// The time between calls at the limit.
    pub fn spacing(mut self, spacing: Duration) -> Self {
        self.spacing = spacing;
        self
    }

    /// The longest time that a call waits. A call that would have to wait longer fails.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.max_wait = wait;
        self
    }

    /// Also keeps to a rate that no header reports. Several can be set; a call waits for all of them.
    pub fn rate(mut self, rate: Rate) -> Self {
        self.rates.push(rate);
        self
    }

    /// Whether there are rates to keep.
    pub(crate) fn has_rates(&self) -> bool {
        !self.off && !self.rates.is_empty()
    }

    /// The time between calls at this usage of a limit.
    fn spacing_at(&self, percent: f64) -> Duration {
        if percent < self.from_percent {
            return Duration::ZERO;
        }
        let near = if self.from_percent >= 100.0 {
            1.0
        } else {
            (percent - self.from_percent) / (100.0 - self.from_percent)
        };
        // Not zero at the threshold itself, since zero means that calls are not delayed.
        let spacing = self.spacing.as_secs_f64() * near.clamp(0.01, 1.0);
        Duration::try_from_secs_f64(spacing).unwrap_or(Duration::MAX)
    }
}

/// The token and the node of a call, as hashes. Limits apply per lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Lane {
    pub(crate) token: u64,
    pub(crate) node: u64,
}

/// A limit, and the calls that it applies to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Limit {
    App,
    Page { token: u64 },
    Business { id: String, use_case: Option<Open<UseCase>> },
    AdAccount(Lane),
    Insights(Lane),
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Pace {
    /// When the next call may be sent.
    next: Duration,
    spacing: Duration,
}

/// The state of all known limits.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    paces: HashMap<Limit, Pace>,
    /// The limits that the responses of each lane reported.
    lanes: HashMap<Lane, HashSet<Limit>>,
    /// The rates that are kept without reports.
    rates: Rates,
}

/// The maximum number of lanes, and of limits, that are kept.
const MAX_LANES: usize = 10_000;
/// The longest wait that a header can ask for: a wrong or forged one does not block a process for longer.
const MAX_WAIT: Duration = Duration::from_secs(24 * 60 * 60);
/// The maximum number of limits that are kept per lane.
const MAX_LIMITS_PER_LANE: usize = 100;

impl Limiter {
    /// Records the usage that a response reports.
    pub(crate) fn record(&mut self, throttle: &Throttle, lane: Lane, usage: &Usage, now: Duration) {
        if throttle.off {
            return;
        }
        if let Some(app) = &usage.app {
            self.set_pace(throttle, Limit::App, app.highest(), None, now);
        }
        if let Some(page) = &usage.page {
            self.set_pace(throttle, Limit::Page { token: lane.token }, page.highest(), None, now);
        }
        for business in &usage.business {
            let limit = Limit::Business { id: business.id.clone(), use_case: business.use_case.clone() };
            self.link(lane, &limit, now);
            self.set_pace(throttle, limit, business.counts.highest(), business.regain_access, now);
        }
        if let Some(account) = &usage.ad_account {
            let limit = Limit::AdAccount(lane);
            self.link(lane, &limit, now);
            self.set_pace(throttle, limit, account.percent, account.regain_access(), now);
        }
        if let Some(insights) = &usage.insights {
            let limit = Limit::Insights(lane);
            self.link(lane, &limit, now);
            self.set_pace(throttle, limit, insights.app_percent.max(insights.account_percent), None, now);
        }
    }

    fn link(&mut self, lane: Lane, limit: &Limit, now: Duration) {
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

    fn set_pace(
        &mut self,
        throttle: &Throttle,
        limit: Limit,
        percent: f64,
        regain: Option<Duration>,
        now: Duration,
    ) {
        let spacing = throttle.spacing_at(percent);
        if spacing.is_zero() && regain.is_none() {
            self.paces.remove(&limit);
            return;
        }
        let next = now.saturating_add(regain.unwrap_or(spacing).min(MAX_WAIT));
        if self.paces.len() >= MAX_LANES && !self.paces.contains_key(&limit) {
            // Limits of discarded tokens are never reported as relaxed.
            self.paces.retain(|_, pace| pace.next > now);
            if self.paces.len() >= MAX_LANES {
                self.paces.clear();
            }
        }
        let pace = self.paces.entry(limit).or_insert(Pace { next, spacing });
        // Calls with a reserved turn keep it; later calls queue behind them.
        *pace = Pace { next: pace.next.max(next), spacing };
    }

    /// Whether no limit is near.
    pub(crate) fn is_idle(&self) -> bool {
        self.paces.is_empty()
    }

    #[cfg(test)]
    fn reserve(&mut self, throttle: &Throttle, lane: Lane, now: Duration) -> Result<Duration, Duration> {
        self.reserve_for(throttle, lane, None, now)
    }

    /// Reserves a turn for a call and returns how long it has to wait. Reserves nothing and returns the wait
    /// as the error if it is longer than the throttle allows. Rates count a call by its request.
    pub(crate) fn reserve_for(
        &mut self,
        throttle: &Throttle,
        lane: Lane,
        request: Option<&Request>,
        now: Duration,
    ) -> Result<Duration, Duration> {
        if throttle.off || self.paces.is_empty() && throttle.rates.is_empty() {
            return Ok(Duration::ZERO);
        }
        let (earliest, counted) = match request {
            Some(request) => self.rates.turn(&throttle.rates, request, now),
            None => (now, Vec::new()),
        };
        let own = self.lanes.get(&lane).into_iter().flatten().cloned();
        let limits: Vec<Limit> = own.chain([Limit::App, Limit::Page { token: lane.token }]).collect();
        let next = limits.iter().filter_map(|limit| self.paces.get(limit)).map(|pace| pace.next).max();
        let turn = next.unwrap_or(now).max(earliest);
        let wait = turn - now;
        if wait > throttle.max_wait {
            return Err(wait);
        }
        for limit in &limits {
            if let Some(pace) = self.paces.get_mut(limit) {
                pace.next = turn.saturating_add(pace.spacing);
            }
        }
        self.rates.count(&throttle.rates, &counted, turn, now);
        Ok(wait)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::send::{BusinessUsage, UsageCounts};

    fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
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
                limiter.record(&throttle, ME, &app(usage), seconds(now));
            }
            limiter.reserve(&throttle, OTHER, seconds(now))
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
        limiter.record(&Throttle::default(), ME, &usage, seconds(0));
        assert_eq!(limiter.reserve(&Throttle::default(), ME, seconds(0)), Err(MAX_WAIT));
    }

    #[test]
    fn a_limit_delays_only_the_calls_it_applies_to() {
        let (mut limiter, throttle) = (Limiter::default(), Throttle::default());
        limiter.record(&throttle, ME, &Usage { page: counts(100.0), ..Usage::default() }, seconds(0));
        assert_eq!(limiter.reserve(&throttle, OTHER, seconds(0)), Ok(seconds(0)));
        assert_eq!(limiter.reserve(&throttle, MY_PHOTO, seconds(0)), Ok(seconds(30)));

        let mut limiter = Limiter::default();
        let pages = |regain| BusinessUsage {
            id: "66".to_owned(),
            use_case: Some(UseCase::Pages.into()),
            counts: UsageCounts::default(),
            regain_access: regain,
            tier: None,
        };
        let blocked = Usage { business: vec![pages(Some(seconds(120)))], ..Usage::default() };
        limiter.record(&throttle, ME, &blocked, seconds(0));
        assert_eq!(limiter.reserve(&throttle, ME, seconds(0)), Err(seconds(120)));
        assert_eq!(limiter.reserve(&throttle, MY_PHOTO, seconds(0)), Ok(seconds(0)));
        assert_eq!(limiter.reserve(&throttle, ME, seconds(90)), Ok(seconds(30)));
        // Another lane with the same use case.
        limiter.record(
            &throttle,
            OTHER,
            &Usage { business: vec![pages(Some(seconds(9)))], ..Usage::default() },
            seconds(91),
        );
        assert_eq!(limiter.reserve(&throttle, OTHER, seconds(91)), Ok(seconds(29)));
        assert_eq!(limiter.reserve(&throttle, ME, seconds(200)), Ok(seconds(0)));
        assert_eq!(Limiter::default().reserve(&Throttle::off(), ME, seconds(0)), Ok(seconds(0)));
    }

    #[test]
    fn extreme_usage_and_settings_do_not_overflow() {
        for spacing in [Duration::MAX, Duration::ZERO, seconds(30)] {
            for percent in [0.0, 90.0, 1e308] {
                let throttle =
                    Throttle::default().spacing(spacing).from_percent(f64::NAN).longest_wait(Duration::MAX);
                let mut limiter = Limiter::default();
                limiter.record(&throttle, ME, &app(percent), seconds(1));
                let first = limiter.reserve(&throttle, ME, seconds(1));
                let second = limiter.reserve(&throttle, ME, seconds(1));
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
            limiter.record(&throttle, Lane { token: 1, node }, &usage, seconds(node));
        }
        assert!(limiter.lanes.len() <= MAX_LANES, "{}", limiter.lanes.len());
        assert!(limiter.paces.len() <= MAX_LANES, "{}", limiter.paces.len());
        // Many short-lived Page tokens, and a server that reports another limit each time.
        let mut limiter = Limiter::default();
        for number in 0..3 * MAX_LANES as u64 {
            let page = Usage { page: counts(99.0), ..Usage::default() };
            limiter.record(&throttle, Lane { token: number, node: 1 }, &page, seconds(number));
            let usage = BusinessUsage {
                id: number.to_string(),
                counts: counts(1.0).unwrap(),
                ..BusinessUsage::default()
            };
            limiter.record(
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
            limiter.record(&throttle, ME, &app(percent), Duration::ZERO);
            let spacing = throttle.spacing_at(percent);
            let (mut now, mut turns) = (Duration::ZERO, Vec::new());
            for step in steps {
                now += seconds(step);
                match limiter.reserve(&throttle, ME, now) {
                    Ok(wait) => {
                        prop_assert!(wait <= seconds(60));
                        turns.push(now + wait);
                    }
                    Err(wait) => {
                        prop_assert!(wait > seconds(60));
                        now += wait;
                        let through = limiter.reserve(&throttle, ME, now);
                        prop_assert_eq!(through, Ok(Duration::ZERO));
                        turns.push(now);
                    }
                }
            }
            prop_assert!(turns.windows(2).all(|pair| pair[1] - pair[0] >= spacing));
        }
    }
}
