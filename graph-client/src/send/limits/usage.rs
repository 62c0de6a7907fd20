//! The rate limit headers, typed. Invalid headers are ignored.

use std::time::Duration;

use http::HeaderMap;
use serde_json::{Map, Value};

use super::{throttle::MAX_WAIT, use_case::UseCase};
use crate::value::Open;

/// The rate limit usage that the headers of a response report. Percentages are of the limit and may exceed
/// 100.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Usage {
    /// `X-App-Usage`: usage by the app.
    pub app: Option<UsageCounts>,
    /// `X-Page-Usage`: usage by the Page of the token.
    pub page: Option<UsageCounts>,
    /// `X-Business-Use-Case-Usage`: usage by business object and use case.
    pub business: Vec<BusinessUsage>,
    /// `X-Ad-Account-Usage`: usage of the ad account.
    pub ad_account: Option<AdAccountUsage>,
    /// `X-FB-Ads-Insights-Throttle`: usage of ad insights.
    pub insights: Option<InsightsUsage>,
    /// `Retry-After`, which the platform rarely sends. A date is converted to the time until then.
    pub retry_after: Option<Duration>,
}

/// Usage of three limits, in percent.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UsageCounts {
    /// Usage of the limit on the number of calls.
    pub calls: f64,
    /// Usage of the limit on total time.
    pub total_time: f64,
    /// Usage of the limit on CPU time.
    pub cpu_time: f64,
}

/// Usage of the limits of a business use case.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct BusinessUsage {
    /// The id of the business, Page or account.
    pub id: String,
    /// The use case; `None` if the header does not name one.
    pub use_case: Option<Open<UseCase>>,
    /// Usage of its limits.
    pub counts: UsageCounts,
    /// The time until calls are accepted again; `None` if they are accepted now.
    pub regain_access: Option<Duration>,
    /// The access tier of the ads API.
    pub tier: Option<String>,
}

/// Usage of an ad account.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AdAccountUsage {
    /// Usage of the account's limit, in percent.
    pub percent: f64,
    /// The time until the usage is reset.
    pub reset: Option<Duration>,
    /// The access tier of the ads API.
    pub tier: Option<String>,
}

/// Usage of ad insights.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct InsightsUsage {
    /// Usage of the app's limit, in percent.
    pub app_percent: f64,
    /// Usage of the account's limit, in percent.
    pub account_percent: f64,
    /// The access tier of the ads API.
    pub tier: Option<String>,
}

impl AdAccountUsage {
    /// The time until calls are accepted again; `None` if they are accepted now.
    pub fn regain_access(&self) -> Option<Duration> {
        self.reset.filter(|_| self.percent >= 100.0)
    }
}

impl UsageCounts {
    /// The highest of the three percentages.
    pub fn highest(&self) -> f64 {
        self.calls.max(self.total_time).max(self.cpu_time)
    }

    fn read(value: &Value) -> Option<Self> {
        // Old Pages send a bare number.
        if let Some(calls) = number(value) {
            return Some(Self { calls, ..Self::default() });
        }
        let map = value.as_object()?;
        Some(Self {
            calls: first_number(map, "call_count", "call_volume"),
            total_time: first_number(map, "total_time", "total_time"),
            cpu_time: first_number(map, "total_cputime", "cpu_time"),
        })
    }
}

/// The headers that report limits.
const HEADERS: [&str; 6] = [
    "x-app-usage",
    "x-page-usage",
    "x-business-use-case-usage",
    "x-ad-account-usage",
    "x-fb-ads-insights-throttle",
    "retry-after",
];

impl Usage {
    /// Reads the headers of a response. Headers that cannot be parsed are ignored.
    pub fn of(headers: &HeaderMap) -> Self {
        // A quick check first: each lookup below parses its header name.
        if !Self::is_in(headers) {
            return Self::default();
        }
        Self::read(|name| headers.get(name).and_then(|value| value.to_str().ok()))
    }

    /// Whether a response reports any usage.
    pub(crate) fn is_in(headers: &HeaderMap) -> bool {
        headers.keys().any(|name| HEADERS.contains(&name.as_str()))
    }

    /// Reads headers through a lookup function, as for an element of a batch.
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
                    percent: first_number(map, "acc_id_util_pct", "acc_id_util_pct"),
                    reset,
                    tier: tier(map),
                }
            }),
            insights: json("x-fb-ads-insights-throttle").as_ref().and_then(Value::as_object).map(|map| {
                InsightsUsage {
                    app_percent: first_number(map, "app_id_util_pct", "app_id_util_pct"),
                    account_percent: first_number(map, "acc_id_util_pct", "acc_id_util_pct"),
                    tier: tier(map),
                }
            }),
            retry_after,
        }
    }

    /// No usage.
    pub(crate) const NONE: &Self = &Self {
        app: None,
        page: None,
        business: Vec::new(),
        ad_account: None,
        insights: None,
        retry_after: None,
    };

    /// Whether the response reported no usage.
    pub fn is_empty(&self) -> bool {
        self == Self::NONE
    }

    /// How long to wait before the next call, if the platform asks for a wait. At most a day.
    pub fn wait(&self) -> Option<Duration> {
        let business = self.business.iter().filter_map(|usage| usage.regain_access);
        let account = self.ad_account.iter().filter_map(AdAccountUsage::regain_access);
        // A 0 says nothing about how long: the limit beside it does.
        let asked = self.retry_after.filter(|wait| !wait.is_zero());
        asked.or_else(|| business.chain(account).max()).or(self.retry_after).map(|wait| wait.min(MAX_WAIT))
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
        use_case: row.get("type").and_then(Value::as_str).map(Open::parse),
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

fn first_number(map: &Map<String, Value>, name: &str, other: &str) -> f64 {
    map.get(name).or_else(|| map.get(other)).and_then(number).unwrap_or(0.0)
}

/// A number, or a string with one.
fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok()).filter(|number| number.is_finite())
}

/// Seconds as a positive duration.
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
                r#"{"66":[{"type":"pages","call_count":100,"total_cputime":25,"total_time":25,"estimated_time_to_regain_access":19,"ads_api_access_tier":"standard_access","new":{}},{"type":"ads_insights"},{"type":"new_case"},{}]}"#,
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
        let [pages, insights, new, none] = usage.business.as_slice() else { panic!("{usage:?}") };
        assert_eq!((pages.id.as_str(), &pages.use_case), ("66", &Some(UseCase::Pages.into())));
        assert_eq!(pages.regain_access, Some(Duration::from_secs(19 * 60)));
        assert_eq!((&insights.use_case, insights.regain_access), (&Some(UseCase::AdsInsights.into()), None));
        assert_eq!(new.use_case.as_ref().map(Open::as_str), Some("new_case"));
        assert_eq!((new.use_case.as_ref().and_then(Open::known), &none.use_case), (None, &None));
        assert_eq!(
            usage.ad_account.as_ref().map(|ads| (ads.percent, ads.reset)),
            Some((9.67, Some(Duration::from_secs(100))))
        );
        assert_eq!(usage.insights.as_ref().map(|ads| ads.account_percent), Some(2.5));
        assert_eq!(usage.wait(), Some(Duration::from_secs(7)));
    }

    #[test]
    fn the_wait_is_what_the_server_asks_for_up_to_a_day() {
        let limit = ("x-business-use-case-usage", r#"{"66":[{"estimated_time_to_regain_access":30}]}"#);
        for (retry_after, seconds) in [("7", 7), ("0", 30 * 60), ("31536000", 24 * 60 * 60)] {
            let wait = usage(&[limit, ("retry-after", retry_after)]).wait();
            assert_eq!(wait, Some(Duration::from_secs(seconds)), "{retry_after}");
        }
        assert_eq!(usage(&[("retry-after", "0")]).wait(), Some(Duration::ZERO));
    }

    #[test]
    fn invalid_headers_are_ignored() {
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
