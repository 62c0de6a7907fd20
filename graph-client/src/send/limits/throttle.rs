//! When calls are slowed down, and what the limits are after a response: decisions only.

use std::time::Duration;

use super::{Lane, LimitKey, Pace, Rate, RateTurn, Report, TurnRequest, Usage, key::Limit};
use crate::{request::Request, value::Open};

/// The longest wait that a header can ask for, so that a wrong or forged one does not block a process for longer.
pub(super) const MAX_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

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
    /// Never slows calls down, and ignores rates.
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

    /// Also stays within a rate that no header reports. Several can be set; a call waits for all of them.
    pub fn rate(mut self, rate: Rate) -> Self {
        self.rates.push(rate);
        self
    }

    /// The longest time that a call waits.
    pub(crate) fn longest(&self) -> Duration {
        self.max_wait
    }

    /// Whether there are rates to keep.
    pub(crate) fn has_rates(&self) -> bool {
        !self.off && !self.rates.is_empty()
    }

    /// The time between calls at this usage of a limit.
    pub(super) fn spacing_at(&self, percent: f64) -> Duration {
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

    /// Whether calls are never slowed down.
    pub(crate) fn is_off(&self) -> bool {
        self.off
    }

    /// The turn that a call asks for before it is sent. Rates count it by its request.
    pub(crate) fn turn_of(&self, lane: Lane, request: Option<&Request>) -> TurnRequest {
        let mut rates: Vec<RateTurn> = Vec::new();
        for rate in
            request.into_iter().flat_map(|request| self.rates.iter().map(move |rate| rate.turn_of(request)))
        {
            // The same rate counts only once.
            rates.extend(rate.filter(|rate| rates.iter().all(|known| known.key != rate.key)));
        }
        let limits = vec![LimitKey(Limit::App), LimitKey(Limit::Page { token: lane.token })];
        TurnRequest { lane, limits, rates, longest_wait: self.max_wait }
    }

    /// What a response reports about the limits.
    pub(crate) fn reports(&self, lane: Lane, usage: &Usage) -> Vec<Report> {
        let mut reports = Vec::new();
        if self.off {
            return reports;
        }
        let mut add = |limit: Limit, lane: Option<Lane>, percent: f64, regain: Option<Duration>| {
            let spacing = self.spacing_at(percent);
            let pace = (!spacing.is_zero() || regain.is_some())
                .then(|| Pace { spacing, delay: regain.unwrap_or(spacing).min(MAX_WAIT) });
            reports.push(Report { key: LimitKey(limit), lane, pace });
        };
        if let Some(app) = &usage.app {
            add(Limit::App, None, app.highest(), None);
        }
        if let Some(page) = &usage.page {
            add(Limit::Page { token: lane.token }, None, page.highest(), None);
        }
        for business in &usage.business {
            let use_case = business.use_case.as_ref().map(Open::as_str).unwrap_or_default().to_owned();
            let limit = Limit::Business { id: business.id.clone(), use_case };
            add(limit, Some(lane), business.counts.highest(), business.regain_access);
        }
        if let Some(account) = &usage.ad_account {
            add(Limit::AdAccount(lane), Some(lane), account.percent, account.regain_access());
        }
        if let Some(insights) = &usage.insights {
            let percent = insights.app_percent.max(insights.account_percent);
            add(Limit::Insights(lane), Some(lane), percent, None);
        }
        reports
    }
}
