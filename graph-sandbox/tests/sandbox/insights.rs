//! Lists whose rows are computed from what a call asks for: metrics, and reports about days.

use std::time::Duration;

use graph_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::common::{get, post, raw};

fn first(sandbox: &Sandbox, node: &str) -> String {
    let known = raw(sandbox.url(), "GET", &format!("/_sandbox/nodes/{node}"), &[], b"").ok();
    known["data"][0]["id"].as_str().unwrap().to_owned()
}

#[track_caller]
fn rows(sandbox: &Sandbox, token: &str, path: &str, params: &[(&str, &str)]) -> Vec<Value> {
    get(sandbox, token, path, params).ok()["data"].as_array().unwrap().clone()
}

fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["name"].as_str().unwrap()).collect()
}

#[test]
fn a_page_has_a_row_for_each_metric() {
    let sandbox = Sandbox::builder().api("pages").start().unwrap();
    let (token, path) = (sandbox.page_token(), format!("/{}/insights", sandbox.page_id()));
    let asked = [
        ("metric", "page_follows,page_media_view"),
        ("period", "day"),
        ("since", "2026-03-01"),
        ("until", "2026-03-03"),
    ];
    let found = rows(&sandbox, &token, &path, &asked);
    assert_eq!(names(&found), ["page_follows", "page_media_view"]);
    for row in &found {
        assert_eq!(row["period"], "day");
        let values = row["values"].as_array().unwrap();
        assert!(values.iter().all(|value| value["value"].is_u64()), "{row}");
        let ends: Vec<&str> = values.iter().map(|value| value["end_time"].as_str().unwrap()).collect();
        assert_eq!(
            ends,
            ["2026-03-02T00:00:00+0000", "2026-03-03T00:00:00+0000", "2026-03-04T00:00:00+0000"]
        );
    }
    assert_eq!(rows(&sandbox, &token, &path, &asked), found);
    // Without a period, the metric has a row for each of its own.
    let all = rows(&sandbox, &token, &path, &[("metric", "page_media_view")]);
    let periods: Vec<&str> = all.iter().map(|row| row["period"].as_str().unwrap()).collect();
    assert_eq!(periods, ["day", "week", "days_28"]);
    // A metric by kind is an object, and a breakdown has a value for each word.
    let paid = rows(
        &sandbox,
        &token,
        &path,
        &[("metric", "page_fan_adds_by_paid_non_paid_unique"), ("period", "day")],
    );
    let by = paid[0]["values"][0]["value"].as_object().unwrap();
    assert_eq!(by.keys().collect::<Vec<_>>(), ["paid", "total", "unpaid"]);
    let ads = [("metric", "page_media_view"), ("period", "total_over_range"), ("breakdown", "is_from_ads")];
    let ads = rows(&sandbox, &token, &path, &ads);
    let words: Vec<&Value> =
        ads[0]["values"].as_array().unwrap().iter().map(|value| &value["is_from_ads"]).collect();
    assert_eq!(words, ["0", "1"]);
}

#[test]
fn an_instagram_account_has_series_and_totals() {
    let sandbox = Sandbox::builder().api("instagram").start().unwrap();
    let token = sandbox.user_token();
    let path = format!("/{}/insights", first(&sandbox, "Account"));
    let series = rows(
        &sandbox,
        &token,
        &path,
        &[("metric", "reach"), ("period", "day"), ("metric_type", "time_series")],
    );
    assert_eq!((names(&series), series[0]["values"].as_array().unwrap().len()), (vec!["reach"], 2));
    assert!(series[0].get("total_value").is_none(), "{series:?}");
    let asked = [
        ("metric", "views,reach"),
        ("period", "day"),
        ("metric_type", "total_value"),
        ("breakdown", "follow_type"),
    ];
    let totals = rows(&sandbox, &token, &path, &asked);
    assert_eq!(names(&totals), ["views", "reach"]);
    let total = &totals[0]["total_value"];
    let parts = total["breakdowns"][0]["results"].as_array().unwrap();
    assert_eq!(total["breakdowns"][0]["dimension_keys"], json!(["follow_type"]));
    assert_eq!(parts[0]["dimension_values"], json!(["FOLLOWER"]));
    let sum: u64 = parts.iter().map(|part| part["value"].as_u64().unwrap()).sum();
    assert_eq!(total["value"], sum);
}

#[test]
fn a_post_of_threads_has_a_figure_for_each_metric() {
    let sandbox = Sandbox::builder().api("threads").start().unwrap();
    let token = sandbox.user_token();
    let path = format!("/{}/insights", first(&sandbox, "ThreadsMedia"));
    let found = rows(&sandbox, &token, &path, &[("metric", "views,likes")]);
    assert_eq!(names(&found), ["views", "likes"]);
    assert_eq!(found[1]["period"], "lifetime");
    let values = found[1]["values"].as_array().unwrap();
    assert!(values.len() == 1 && values[0]["value"].is_u64(), "{values:?}");
    let profile = rows(&sandbox, &token, "/me/threads_insights", &[("metric", "views,likes,clicks")]);
    assert!(
        profile[0]["values"][0]["value"].is_u64() && profile[1]["total_value"]["value"].is_u64(),
        "{profile:?}"
    );
    assert!(profile[2]["link_total_values"][0]["link_url"].is_string(), "{profile:?}");
}

#[test]
fn a_report_has_the_columns_days_and_parts_that_were_asked_for() {
    let data = r#"{ "nodes": [{ "id": "act_123", "node": "AdAccount" }] }"#;
    let sandbox = Sandbox::builder().api("ads").data(data).start().unwrap();
    let token = sandbox.user_token();
    let ask = [
        ("fields", "ad_id,spend,impressions"),
        ("level", "ad"),
        ("breakdowns", r#"["age","gender"]"#),
        ("time_range", r#"{"since":"2026-02-02","until":"2026-02-15"}"#),
        ("time_increment", "7"),
    ];
    let run = post(&sandbox, &token, "/act_123/insights", &ask).ok()["report_run_id"].clone();
    sandbox.advance(Duration::from_secs(60));
    let path = format!("/{}/insights", run.as_str().unwrap());
    let found = rows(&sandbox, &token, &path, &[("limit", "500")]);
    // Two weeks, two ads, six ages, three genders.
    assert_eq!(found.len(), 2 * 2 * 6 * 3);
    for row in &found {
        let members: Vec<&String> = row.as_object().unwrap().keys().collect();
        assert_eq!(members, ["ad_id", "age", "date_start", "date_stop", "gender", "impressions", "spend"]);
        assert!(row["impressions"].as_str().unwrap().parse::<u64>().is_ok(), "{row}");
        assert!(row["spend"].as_str().unwrap().parse::<f64>().is_ok(), "{row}");
    }
    assert_eq!(
        (&found[0]["date_start"], &found[0]["date_stop"]),
        (&json!("2026-02-02"), &json!("2026-02-08"))
    );
    assert_eq!((&found[0]["age"], &found[0]["gender"]), (&json!("18-24"), &json!("female")));
    assert_eq!(found.last().unwrap()["date_stop"], "2026-02-15");
    // A list that is read at once has the same rows.
    let at_once = rows(&sandbox, &token, "/act_123/insights", &[&ask[..], &[("limit", "500")]].concat());
    assert!(at_once == found, "{at_once:?}");
    let plain = rows(&sandbox, &token, "/act_123/insights", &[("fields", "clicks")]);
    let members: Vec<&String> = plain[0].as_object().unwrap().keys().collect();
    assert_eq!((plain.len(), members.len()), (1, 3), "{plain:?}");
}
