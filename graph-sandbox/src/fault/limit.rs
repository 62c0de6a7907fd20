//! Counting calls against a limit, and the headers that tell how much of it was used.

use std::{collections::HashMap, time::Duration};

use serde_json::json;

use super::Subject;

/// The windows of one limit, by whose calls they count.
#[derive(Clone, Debug, Default)]
pub(crate) struct Windows(HashMap<String, Window>);

#[derive(Clone, Copy, Debug)]
struct Window {
    since: Duration,
    calls: u64,
}

/// Where a call stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Standing {
    /// What was used, in percent; beyond 100 it is refused.
    pub(crate) percent: f64,
    /// How long until the window ends.
    pub(crate) left: Duration,
}

impl Windows {
    /// Counts a call.
    pub(crate) fn count(&mut self, whose: &str, most: u64, length: Duration, now: Duration) -> Standing {
        let window = self.0.entry(whose.to_owned()).or_insert(Window { since: now, calls: 0 });
        if now.saturating_sub(window.since) >= length {
            *window = Window { since: now, calls: 0 };
        }
        window.calls += 1;
        let percent = match most {
            0 => 101.0,
            _ => window.calls as f64 * 100.0 / most as f64,
        };
        Standing { percent, left: window.since.saturating_add(length).saturating_sub(now) }
    }
}

impl Subject {
    /// The code and subcode of a call that goes beyond the limit.
    pub(crate) fn code(self) -> (i64, Option<i64>) {
        match self {
            Self::App => (4, None),
            Self::User => (17, None),
            Self::Page => (32, None),
            Self::Custom => (613, None),
            Self::Business => (80001, None),
            Self::AdAccount => (17, Some(2_446_079)),
        }
    }

    /// The header that tells what was used. `id` is the Page's or the account's, `left` the time until calls
    /// pass again.
    pub(crate) fn header(self, percent: f64, left: Duration, id: &str) -> Option<(&'static str, String)> {
        // Whole percents, as the platform tells them; floats do not fit into fewer bits in any dangerous way.
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
