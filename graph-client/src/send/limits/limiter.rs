//! Slowing down before a limit is reached: decisions only, no clock of its own.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use super::Usage;

/// How a [`Graph`](crate::Graph) slows down when the usage headers say that a limit is near.
///
/// From 90 % of a limit on, calls are spaced: the nearer, the further apart, at the limit itself by
/// half a minute. Where the platform says for how long it takes no calls, none are sent. A call that would
/// have to wait for more than a minute fails at once with [`ErrorKind::Throttled`](crate::ErrorKind::Throttled),
/// and [`Error::retry_after`](crate::Error::retry_after) says how long.
///
/// Each limit holds up those calls alone that it is about: the app's all of them, a Page's those with its
/// token, a business use case those to what answered with it.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Throttle {
    from: f64,
    spacing: Duration,
    longest: Duration,
    off: bool,
}

impl Default for Throttle {
    fn default() -> Self {
        Self { from: 90.0, spacing: Duration::from_secs(30), longest: Duration::from_secs(60), off: false }
    }
}

impl Throttle {
    /// Nothing is slowed down.
    pub fn off() -> Self {
        Self { off: true, ..Self::default() }
    }

    /// Slows down from this share of a limit on, in percent.
    pub fn from_percent(mut self, percent: f64) -> Self {
        self.from = if percent.is_finite() { percent.clamp(0.0, 100.0) } else { 100.0 };
        self
    }

    /// How far apart calls are at the limit.
    pub fn spacing(mut self, spacing: Duration) -> Self {
        self.spacing = spacing;
        self
    }

    /// A call that would wait longer fails.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest = wait;
        self
    }

    /// How far apart calls are when so much of a limit is used.
    fn pace(&self, percent: f64) -> Duration {
        if percent < self.from {
            return Duration::ZERO;
        }
        let near = if self.from >= 100.0 { 1.0 } else { (percent - self.from) / (100.0 - self.from) };
        // Never nothing: at the very threshold a call is told from none.
        let spacing = self.spacing.as_secs_f64() * near.clamp(0.01, 1.0);
        Duration::try_from_secs_f64(spacing).unwrap_or(Duration::MAX)
    }
}

/// Where a call belongs: its token and the node it is about, as numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Lane {
    pub(crate) token: u64,
    pub(crate) node: u64,
}

/// What a limit is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Limit {
    App,
    Page { token: u64 },
    Business { id: String, use_case: String },
    AdAccount(Lane),
    Insights(Lane),
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Pace {
    /// When the next call may go.
    next: Duration,
    spacing: Duration,
}

/// What is known of all limits.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    paces: HashMap<Limit, Pace>,
    /// Which business limits a lane's answers spoke of.
    lanes: HashMap<Lane, HashSet<Limit>>,
}

/// So many lanes are remembered.
const MOST_LANES: usize = 10_000;
/// So many limits are remembered for each of them.
const MOST_IN_LANE: usize = 100;

impl Limiter {
    /// Hears what an answer says.
    pub(crate) fn record(&mut self, throttle: &Throttle, lane: Lane, usage: &Usage, now: Duration) {
        if throttle.off {
            return;
        }
        if let Some(app) = &usage.app {
            self.pace(throttle, Limit::App, app.highest(), None, now);
        }
        if let Some(page) = &usage.page {
            self.pace(throttle, Limit::Page { token: lane.token }, page.highest(), None, now);
        }
        for business in &usage.business {
            let limit = Limit::Business { id: business.id.clone(), use_case: business.use_case.clone() };
            self.join(lane, &limit, now);
            self.pace(throttle, limit, business.counts.highest(), business.regain_access, now);
        }
        if let Some(account) = &usage.ad_account {
            let limit = Limit::AdAccount(lane);
            self.join(lane, &limit, now);
            self.pace(throttle, limit, account.percent, account.regain_access(), now);
        }
        if let Some(insights) = &usage.insights {
            let limit = Limit::Insights(lane);
            self.join(lane, &limit, now);
            self.pace(throttle, limit, insights.app_percent.max(insights.account_percent), None, now);
        }
    }

    fn join(&mut self, lane: Lane, limit: &Limit, now: Duration) {
        if self.lanes.len() >= MOST_LANES && !self.lanes.contains_key(&lane) {
            // What holds nobody up need not be remembered.
            self.paces.retain(|_, pace| pace.next > now);
            let paces = &self.paces;
            self.lanes.retain(|_, limits| limits.iter().any(|limit| paces.contains_key(limit)));
            if self.lanes.len() >= MOST_LANES {
                self.lanes.clear();
            }
        }
        let limits = self.lanes.entry(lane).or_default();
        // One lane may be told of other limits with every answer.
        if limits.len() >= MOST_IN_LANE {
            limits.retain(|limit| self.paces.get(limit).is_some_and(|pace| pace.next > now));
            if limits.len() >= MOST_IN_LANE {
                limits.clear();
            }
        }
        limits.insert(limit.clone());
    }

    fn pace(
        &mut self,
        throttle: &Throttle,
        limit: Limit,
        percent: f64,
        regain: Option<Duration>,
        now: Duration,
    ) {
        let spacing = throttle.pace(percent);
        if spacing.is_zero() && regain.is_none() {
            self.paces.remove(&limit);
            return;
        }
        let next = now.saturating_add(regain.unwrap_or(spacing));
        if self.paces.len() >= MOST_LANES && !self.paces.contains_key(&limit) {
            // Of tokens that are gone nobody says that their limits are far again.
            self.paces.retain(|_, pace| pace.next > now);
            if self.paces.len() >= MOST_LANES {
                self.paces.clear();
            }
        }
        let pace = self.paces.entry(limit).or_insert(Pace { next, spacing });
        // Calls that have their turn already keep it; who comes now waits behind them.
        *pace = Pace { next: pace.next.max(next), spacing };
    }

    /// Whether no limit holds anybody up.
    pub(crate) fn is_idle(&self) -> bool {
        self.paces.is_empty()
    }

    /// How long a call has to wait, its turn then being taken; an error when that would be too long.
    pub(crate) fn reserve(
        &mut self,
        throttle: &Throttle,
        lane: Lane,
        now: Duration,
    ) -> Result<Duration, Duration> {
        if throttle.off || self.paces.is_empty() {
            return Ok(Duration::ZERO);
        }
        let own = self.lanes.get(&lane).into_iter().flatten().cloned();
        let limits: Vec<Limit> = own.chain([Limit::App, Limit::Page { token: lane.token }]).collect();
        let next = limits.iter().filter_map(|limit| self.paces.get(limit)).map(|pace| pace.next).max();
        let turn = next.unwrap_or(now).max(now);
        let wait = turn - now;
        if wait > throttle.longest {
            return Err(wait);
        }
        for limit in &limits {
            if let Some(pace) = self.paces.get_mut(limit) {
                pace.next = turn.saturating_add(pace.spacing);
            }
        }
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
        // What fails takes nobody's turn.
        assert_eq!(reserve(None, 17), Ok(seconds(60)));
        assert_eq!(reserve(Some(50.0), 18), Ok(seconds(0)));
        assert_eq!(reserve(Some(250.0), 100), Ok(seconds(30)));
    }

    #[test]
    fn a_limit_holds_up_those_it_is_about() {
        let (mut limiter, throttle) = (Limiter::default(), Throttle::default());
        limiter.record(&throttle, ME, &Usage { page: counts(100.0), ..Usage::default() }, seconds(0));
        assert_eq!(limiter.reserve(&throttle, OTHER, seconds(0)), Ok(seconds(0)));
        assert_eq!(limiter.reserve(&throttle, MY_PHOTO, seconds(0)), Ok(seconds(30)));

        let mut limiter = Limiter::default();
        let pages = |regain| BusinessUsage {
            id: "66".to_owned(),
            use_case: "pages".to_owned(),
            counts: UsageCounts::default(),
            regain_access: regain,
            tier: None,
        };
        let blocked = Usage { business: vec![pages(Some(seconds(120)))], ..Usage::default() };
        limiter.record(&throttle, ME, &blocked, seconds(0));
        assert_eq!(limiter.reserve(&throttle, ME, seconds(0)), Err(seconds(120)));
        assert_eq!(limiter.reserve(&throttle, MY_PHOTO, seconds(0)), Ok(seconds(0)));
        assert_eq!(limiter.reserve(&throttle, ME, seconds(90)), Ok(seconds(30)));
        // Another lane that belongs to the same use case.
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
    fn no_usage_and_no_setting_is_too_much() {
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
    fn what_is_remembered_is_bounded() {
        let (mut limiter, throttle) = (Limiter::default(), Throttle::default());
        for node in 0..3 * MOST_LANES as u64 {
            let usage = BusinessUsage {
                id: node.to_string(),
                counts: counts(99.0).unwrap(),
                ..BusinessUsage::default()
            };
            let usage = Usage { business: vec![usage], ..Usage::default() };
            limiter.record(&throttle, Lane { token: 1, node }, &usage, seconds(node));
        }
        assert!(limiter.lanes.len() <= MOST_LANES, "{}", limiter.lanes.len());
        assert!(limiter.paces.len() <= MOST_LANES, "{}", limiter.paces.len());
        // Tokens of Pages that come and go, and a server that thinks of another limit each time.
        let mut limiter = Limiter::default();
        for number in 0..3 * MOST_LANES as u64 {
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
        assert!(limiter.paces.len() <= MOST_LANES, "{}", limiter.paces.len());
        assert!(limiter.lanes[&ME].len() <= MOST_IN_LANE, "{}", limiter.lanes[&ME].len());
    }

    proptest! {
        /// Calls of the same limit keep their distance, no wait is longer than allowed, and who is
        /// refused gets through after what was said.
        #[test]
        fn turns_are_apart_and_everybody_gets_one(
            percent in 0.0_f64..200.0, steps in proptest::collection::vec(0_u64..40, 1..40),
        ) {
            let (mut limiter, throttle) = (Limiter::default(), Throttle::default());
            limiter.record(&throttle, ME, &app(percent), Duration::ZERO);
            let spacing = throttle.pace(percent);
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
