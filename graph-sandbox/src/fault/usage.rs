//! Rate limits: counting calls, and the headers that report usage.

use std::{collections::HashMap, time::Duration};

use serde_json::json;

use super::model::Subject;

/// The current windows of one limit, by whose calls they count.
#[derive(Clone, Debug, Default)]
pub(super) struct Windows(HashMap<String, Window>);

#[derive(Clone, Copy, Debug)]
struct Window {
    since: Duration,
    calls: u64,
}

/// The usage of a limit after a call.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Usage {
    /// Percentage used; a call above 100 is refused.
    pub(super) percent: f64,
    /// Time until the window ends.
    pub(super) left: Duration,
}

impl Windows {
    /// Counts a call.
    pub(super) fn count(&mut self, whose: &str, most: u64, length: Duration, now: Duration) -> Usage {
        let window = self.0.entry(whose.to_owned()).or_insert(Window { since: now, calls: 0 });
        if now.saturating_sub(window.since) >= length {
            *window = Window { since: now, calls: 0 };
        }
        window.calls += 1;
        let percent = match most {
            0 => 101.0,
            _ => window.calls as f64 * 100.0 / most as f64,
        };
        Usage { percent, left: window.since.saturating_add(length).saturating_sub(now) }
    }
}

impl Subject {
    pub(super) const ALL: [Self; 6] =
        [Self::App, Self::User, Self::Page, Self::Custom, Self::Business, Self::AdAccount];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::User => "user",
            Self::Page => "page",
            Self::Custom => "custom",
            Self::Business => "business",
            Self::AdAccount => "ad_account",
        }
    }

    /// The code and subcode of a call that exceeds the limit.
    pub(super) fn code(self) -> (i64, Option<i64>) {
        match self {
            Self::App => (4, None),
            Self::User => (17, None),
            Self::Page => (32, None),
            Self::Custom => (613, None),
            Self::Business => (80001, None),
            Self::AdAccount => (17, Some(2_446_079)),
        }
    }

    /// The header that reports usage. `id` is the id of the Page or account, `left` the time until calls are
    /// accepted again.
    pub(super) fn header(self, percent: f64, left: Duration, id: &str) -> Option<(&'static str, String)> {
        // The platform reports whole percents; the cap keeps the cast exact.
        let whole = percent.min(1e9).floor() as u64;
        let seconds = left.as_secs() + u64::from(left.subsec_nanos() > 0);
        let call = || json!({ "call_count": whole, "total_time": whole / 2, "total_cputime": whole / 3 });
        let value = match self {
            Self::App | Self::User | Self::Page => call(),
            Self::Custom => return None,
            Self::Business => {
                let minutes = if percent > 100.0 { seconds.div_ceil(60) } else { 0 };
                json!({ id: [{
                    "type": "pages",
                    "call_count": whole,
                    "total_cputime": whole / 3,
                    "total_time": whole / 2,
                    "estimated_time_to_regain_access": minutes,
                }] })
            }
            Self::AdAccount => json!({
                "acc_id_util_pct": percent,
                "reset_time_duration": seconds,
                "ads_api_access_tier": "standard_access",
            }),
        };
        let name = match self {
            Self::App | Self::User | Self::Custom => "x-app-usage",
            Self::Page => "x-page-usage",
            Self::Business => "x-business-use-case-usage",
            Self::AdAccount => "x-ad-account-usage",
        };
        Some((name, value.to_string()))
    }
}
