//! The usage headers, typed. Nothing in them makes a call fail.

use std::time::Duration;

use http::HeaderMap;
use serde_json::{Map, Value};

/// What the headers of an answer say about rate limits. Shares are percents of the limit and may
/// exceed 100.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Usage {
    /// `X-App-Usage`: what the app has used.
    pub app: Option<UsageCounts>,
    /// `X-Page-Usage`: what was used for the Page of the token.
    pub page: Option<UsageCounts>,
    /// `X-Business-Use-Case-Usage`: by business object and use case.
    pub business: Vec<BusinessUsage>,
    /// `X-Ad-Account-Usage`.
    pub ad_account: Option<AdAccountUsage>,
    /// `X-FB-Ads-Insights-Throttle`.
    pub insights: Option<InsightsUsage>,
    /// `Retry-After`, which the platform seldom sends: seconds, or the time until the date that it names.
    pub retry_after: Option<Duration>,
}

/// Shares of three limits, in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UsageCounts {
    /// Of the calls.
    pub calls: f64,
    /// Of the time.
    pub total_time: f64,
    /// Of the time of the processor.
    pub cpu_time: f64,
}

/// Usage of a business use case.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct BusinessUsage {
    /// The business, Page or account.
    pub id: String,
    /// The use case, such as `pages` or `ads_insights`.
    pub use_case: String,
    /// Shares of its limits.
    pub counts: UsageCounts,
    /// How long until calls are taken again, where they are not.
    pub regain_access: Option<Duration>,
    /// The tier of access to the ads API.
    pub tier: Option<String>,
}

/// Usage of an ad account.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AdAccountUsage {
    /// Of the account's limit, in percent.
    pub percent: f64,
    /// How long until the count starts anew.
    pub reset: Option<Duration>,
    /// The tier of access to the ads API.
    pub tier: Option<String>,
}

/// Usage of ad insights.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct InsightsUsage {
    /// Of the app's limit, in percent.
    pub app_percent: f64,
    /// Of the account's limit, in percent.
    pub account_percent: f64,
    /// The tier of access to the ads API.
    pub tier: Option<String>,
}

impl AdAccountUsage {
    /// How long until calls are taken again, where they are not.
    pub fn regain_access(&self) -> Option<Duration> {
        self.reset.filter(|_| self.percent >= 100.0)
    }
}

impl UsageCounts {
    /// The highest of the three.
    pub fn highest(&self) -> f64 {
        self.calls.max(self.total_time).max(self.cpu_time)
    }

    fn read(value: &Value) -> Option<Self> {
        // Old Pages answer a bare number.
        if let Some(calls) = number(value) {
            return Some(Self { calls, ..Self::default() });
        }
        let map = value.as_object()?;
        Some(Self {
            calls: either(map, "call_count", "call_volume"),
            total_time: either(map, "total_time", "total_time"),
            cpu_time: either(map, "total_cputime", "cpu_time"),
        })
    }
}

/// Where something is said of limits.
const HEADERS: [&str; 6] = [
    "x-app-usage",
    "x-page-usage",
    "x-business-use-case-usage",
    "x-ad-account-usage",
    "x-fb-ads-insights-throttle",
    "retry-after",
];

impl Usage {
    /// Reads the headers of an answer. What is not understood is left out.
    pub fn of(headers: &HeaderMap) -> Self {
        // Each name that is looked for is parsed first.
        if !headers.keys().any(|name| HEADERS.contains(&name.as_str())) {
            return Self::default();
        }
        Self::read(|name| headers.get(name).and_then(|value| value.to_str().ok()))
    }

    /// The same for the headers of one call of a batch.
    pub(crate) fn read<'a>(header: impl Fn(&'static str) -> Option<&'a str>) -> Self {
        let json = |name| -> Option<Value> { serde_json::from_str(header(name)?).ok() };
        let retry_after = header("retry-after").and_then(|text| {
            // A date is compared with the response's own `Date`: our clock may differ from the server's.
            let until = || {
                let now = httpdate::parse_http_date(header("date")?).ok()?;
                let then = httpdate::parse_http_date(text).ok()?;
                Some(then.duration_since(now).unwrap_or_default())
            };
            text.trim().parse().ok().map(Duration::from_secs).or_else(until)
        });
        Self {
            app: json("x-app-usage").as_ref().and_then(UsageCounts::read),
            page: json("x-page-usage").as_ref().and_then(UsageCounts::read),
            business: json("x-business-use-case-usage").as_ref().map(businesses).unwrap_or_default(),
            ad_account: json("x-ad-account-usage").as_ref().and_then(Value::as_object).map(|map| {
                let reset = map.get("reset_time_duration").and_then(number).and_then(duration);
                AdAccountUsage {
                    percent: either(map, "acc_id_util_pct", "acc_id_util_pct"),
                    reset,
                    tier: tier(map),
                }
            }),
            insights: json("x-fb-ads-insights-throttle").as_ref().and_then(Value::as_object).map(|map| {
                InsightsUsage {
                    app_percent: either(map, "app_id_util_pct", "app_id_util_pct"),
                    account_percent: either(map, "acc_id_util_pct", "acc_id_util_pct"),
                    tier: tier(map),
                }
            }),
            retry_after,
        }
    }

    /// That nothing was said.
    pub(crate) const NONE: &Self = &Self {
        app: None,
        page: None,
        business: Vec::new(),
        ad_account: None,
        insights: None,
        retry_after: None,
    };

    /// Whether the answer said nothing about limits.
    pub fn is_empty(&self) -> bool {
        self == Self::NONE
    }

    /// How long the platform says to wait before the next call.
    pub fn wait(&self) -> Option<Duration> {
        let business = self.business.iter().filter_map(|usage| usage.regain_access);
        let account = self.ad_account.iter().filter_map(AdAccountUsage::regain_access);
        self.retry_after.or_else(|| business.chain(account).max())
    }
}

fn businesses(value: &Value) -> Vec<BusinessUsage> {
    let Some(all) = value.as_object() else { return Vec::new() };
    let rows = all.iter().flat_map(|(id, rows)| {
        let rows = rows.as_array().map_or(std::slice::from_ref(rows), Vec::as_slice);
        rows.iter().filter_map(move |row| Some((id, row.as_object()?)))
    });
    let usage = rows.map(|(id, row)| BusinessUsage {
        id: id.clone(),
        use_case: row.get("type").and_then(Value::as_str).unwrap_or_default().to_owned(),
        counts: UsageCounts::read(&Value::Object(row.clone())).unwrap_or_default(),
        regain_access: row
            .get("estimated_time_to_regain_access")
            .and_then(number)
            .and_then(|minutes| duration(minutes * 60.0)),
        tier: tier(row),
    });
    usage.collect()
}

fn tier(map: &Map<String, Value>) -> Option<String> {
    map.get("ads_api_access_tier")?.as_str().map(str::to_owned)
}

fn either(map: &Map<String, Value>, name: &str, other: &str) -> f64 {
    map.get(name).or_else(|| map.get(other)).and_then(number).unwrap_or(0.0)
}

/// A number, or the text of one.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|number| number.is_finite())
}

/// Seconds as a time, where it is one and not nothing.
fn duration(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usage(headers: &[(&'static str, &'static str)]) -> Usage {
        let map = headers.iter().map(|(name, value)| {
            (http::HeaderName::from_static(name), http::HeaderValue::from_static(value))
        });
        Usage::of(&map.collect())
    }

    #[test]
    fn every_header_is_typed() {
        let usage = usage(&[
            ("x-app-usage", r#"{"call_count":28,"total_time":25.5,"total_cputime":"101"}"#),
            ("x-page-usage", "85"),
            (
                "x-business-use-case-usage",
                r#"{"66":[{"type":"pages","call_count":100,"total_cputime":25,"total_time":25,"estimated_time_to_regain_access":19,"ads_api_access_tier":"standard_access","new":{}},{"type":"ads_insights"}]}"#,
            ),
            (
                "x-ad-account-usage",
                r#"{"acc_id_util_pct":9.67,"reset_time_duration":100,"ads_api_access_tier":"x"}"#,
            ),
            ("x-fb-ads-insights-throttle", r#"{"app_id_util_pct":1,"acc_id_util_pct":2.5}"#),
            ("retry-after", "7"),
        ]);
        assert_eq!(usage.app, Some(UsageCounts { calls: 28.0, total_time: 25.5, cpu_time: 101.0 }));
        assert_eq!(usage.app.map(|app| app.highest()), Some(101.0));
        assert_eq!(usage.page.map(|page| page.calls), Some(85.0));
        let [pages, insights] = usage.business.as_slice() else { panic!("{usage:?}") };
        assert_eq!((pages.id.as_str(), pages.use_case.as_str()), ("66", "pages"));
        assert_eq!(pages.regain_access, Some(Duration::from_secs(19 * 60)));
        assert_eq!((insights.use_case.as_str(), insights.regain_access), ("ads_insights", None));
        assert_eq!(
            usage.ad_account.as_ref().map(|ads| (ads.percent, ads.reset)),
            Some((9.67, Some(Duration::from_secs(100))))
        );
        assert_eq!(usage.insights.as_ref().map(|ads| ads.account_percent), Some(2.5));
        assert_eq!(usage.wait(), Some(Duration::from_secs(7)));
    }

    #[test]
    fn garbage_says_nothing_and_breaks_nothing() {
        for text in [
            "",
            "nonsense",
            "[]",
            "null",
            "{\"5\":7}",
            "{\"5\":[null,[]]}",
            "\"x\"",
            "-1e999",
            "{\"call_count\":{}}",
        ] {
            for name in [
                "x-page-usage",
                "x-business-use-case-usage",
                "x-ad-account-usage",
                "x-fb-ads-insights-throttle",
                "retry-after",
            ] {
                assert_eq!(usage(&[(name, text)]).wait(), None, "{name}: {text}");
            }
        }
        for (account, wait) in [
            (r#"{"acc_id_util_pct":99.9,"reset_time_duration":9}"#, None),
            (r#"{"acc_id_util_pct":100,"reset_time_duration":9}"#, Some(9)),
            (r#"{"acc_id_util_pct":100,"reset_time_duration":0}"#, None),
        ] {
            let usage = usage(&[("x-ad-account-usage", account)]);
            assert_eq!(usage.wait(), wait.map(Duration::from_secs), "{account}");
        }
        let odd = usage(&[("x-app-usage", r#"{"call_volume":5,"cpu_time":6,"reset":"soon"}"#)]);
        assert_eq!(odd.app, Some(UsageCounts { calls: 5.0, total_time: 0.0, cpu_time: 6.0 }));
        for (until, date, wait) in [
            ("Sun, 06 Nov 1994 08:50:07 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", Some(30)),
            ("Sunday, 06-Nov-94 08:50:07 GMT", "Sun Nov  6 08:49:37 1994", Some(30)),
            ("Sun, 06 Nov 1994 08:49:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", Some(0)),
            ("Sun, 06 Nov 1994 08:50:07 GMT", "soon", None),
            ("tomorrow", "Sun, 06 Nov 1994 08:49:37 GMT", None),
        ] {
            let usage = usage(&[("retry-after", until), ("date", date)]);
            assert_eq!(usage.retry_after, wait.map(Duration::from_secs), "{until} at {date}");
        }
        let never =
            usage(&[("x-business-use-case-usage", r#"{"1":[{"estimated_time_to_regain_access":-5}]}"#)]);
        assert_eq!(never.wait(), None);
    }
}
