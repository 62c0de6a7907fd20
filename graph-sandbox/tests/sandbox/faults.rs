//! Fault injection by header, control endpoint and builder.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use graph_sandbox::{Fault, Sandbox};
use serde_json::{Value, json};

use crate::common::{Answer, follow, get, post, raw};

/// GET with a fault in its header.
fn with(sandbox: &Sandbox, token: &str, target: &str, fault: &str) -> Answer {
    let authorization = format!("Bearer {token}");
    raw(sandbox.url(), "GET", target, &[("Authorization", &authorization), ("X-Sandbox-Fault", fault)], b"")
}

fn host(sandbox: &Sandbox) -> &str {
    sandbox.url().trim_start_matches("http://")
}

/// The bytes of a response, possibly incomplete.
fn bytes(sandbox: &Sandbox, token: &str, fault: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://")).unwrap();
    write!(
        stream,
        "GET /me?access_token={token} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nX-Sandbox-Fault: {fault}\r\n\r\n",
        host(sandbox)
    )
    .unwrap();
    let (mut all, mut some) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = stream.read(&mut some) {
        all.extend_from_slice(&some[..count]);
    }
    all
}

fn running(fault: &str) -> (Sandbox, String) {
    let sandbox = Sandbox::builder().fault(fault.parse().unwrap()).start().unwrap();
    let token = sandbox.user_token();
    (sandbox, token)
}

#[test]
fn errors_respect_times_after_and_rate() {
    let (sandbox, token) = running("error=2,times=2,after=1,path=/me");
    get(&sandbox, &token, "/me", &[]).ok();
    for _ in 0..2 {
        let answer = get(&sandbox, &token, "/v2.6/me/likes", &[]);
        answer.refused(500, 2, "temporarily");
        assert_eq!(answer.json()["error"]["is_transient"], true);
    }
    get(&sandbox, &token, "/me", &[]).ok();
    let shares = |seed| {
        let fault = Fault::error(190).subcode(463).rate(0.25);
        let sandbox = Sandbox::builder().seed(seed).fault(fault).start().unwrap();
        let token = sandbox.user_token();
        (0..60).map(|_| get(&sandbox, &token, "/me", &[("fields", "id")]).status).collect::<Vec<_>>()
    };
    let (one, same, other) = (shares(1), shares(1), shares(2));
    assert_eq!(one, same);
    assert_ne!(one, other);
    let failed = one.iter().filter(|status| **status == 400).count();
    assert!((5..=25).contains(&failed), "{failed} of 60");
}

#[test]
fn error_details_can_be_set() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let ask = |fault: &str| with(&sandbox, &token, "/me", fault);
    let answer = ask(
        "error=1, transient=false, title=Oops, text=\"Later, please\", message=\"no; not now\", status=200",
    );
    assert_eq!(answer.status, 200);
    let error = answer.json()["error"].clone();
    let details =
        ["message", "error_user_title", "error_user_msg", "is_transient"].map(|name| error[name].clone());
    assert_eq!(details, [json!("no; not now"), json!("Oops"), json!("Later, please"), json!(false)]);
    assert_eq!(ask("error=100/1349174").json()["error"]["error_subcode"], 1_349_174);
    assert_eq!(ask("error=341,form=no_code").json()["error"].get("code"), None);
    assert_eq!(ask("error=341,form=no_type").json()["error"].get("type"), None);
    assert!(ask("error=341,form=bare").json()["error"].is_string());
    assert_eq!(ask("error=341,form=flat").json()["error_code"], 341);
    ask("error=-3").refused(500, -3, "aborted");
    ask("nonsense").refused(400, 100, "invalid fault at `nonsense`");
    ask("error=4,times=x").refused(400, 100, "whole number");
}

#[test]
fn header_faults_count_their_own_calls() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    with(&sandbox, &token, "/me", "error=2,times=1").refused(500, 2, "");
    with(&sandbox, &token, "/me", "error=2,times=1").ok();
    with(&sandbox, &token, "/me", "error=2, times=1, path=/me").refused(500, 2, "");
    get(&sandbox, &token, "/me", &[]).ok();
}

#[test]
fn control_endpoint_manages_faults() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let control =
        |method: &str, path: &str, body: &str| raw(sandbox.url(), method, path, &[], body.as_bytes()).json();
    let ids = control("POST", "/_sandbox/faults", "error=17,times=3; usage=app:90");
    assert_eq!(ids, json!({ "ids": [1, 2] }));
    get(&sandbox, &token, "/me", &[]).refused(400, 17, "limit");
    let received = control("GET", "/_sandbox/faults", "");
    assert_eq!(received["data"][0], json!({ "id": 1, "fault": "error=17,times=3", "met": 1 }));
    assert_eq!(control("DELETE", "/_sandbox/faults/1", ""), json!({ "success": true }));
    let answer = get(&sandbox, &token, "/me", &[]);
    answer.ok();
    assert!(answer.header("x-app-usage").is_some());
    control("DELETE", "/_sandbox/faults", "");
    assert!(get(&sandbox, &token, "/me", &[]).header("x-app-usage").is_none());
    assert_eq!(control("POST", "/_sandbox/faults", "eror=4")["error"]["code"], 100);
    assert_eq!(control("GET", "/_sandbox/nothing", "")["error"]["code"], 2500);
    // As a form, the default of most clients.
    let form = post(&sandbox, "", "/_sandbox/faults", &[("fault", "error=2,times=1")]).ok();
    assert_eq!(form["ids"].as_array().unwrap().len(), 1);
    let requests = control("GET", "/_sandbox/requests", "")["data"].clone();
    assert_eq!((&requests[0]["path"], &requests[0]["status"]), (&json!("/me"), &json!(400)));
}

#[test]
fn usage_headers_of_every_subject() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.page_token();
    let header = |fault: &str, name: &str| -> Value {
        let answer = with(&sandbox, &token, "/me", fault);
        answer.ok();
        serde_json::from_str(answer.header(name).unwrap_or_else(|| panic!("{answer:?}"))).unwrap()
    };
    assert_eq!(header("usage=app:95", "X-App-Usage")["call_count"], 95);
    assert_eq!(header("usage=page:12", "X-Page-Usage")["call_count"], 12);
    let business = header("usage=business:101", "X-Business-Use-Case-Usage");
    let of_page = &business[sandbox.page_id()][0];
    assert_eq!(
        (&of_page["type"], &of_page["estimated_time_to_regain_access"]),
        (&json!("pages"), &json!(60))
    );
    let account = header("usage=ad_account:9.67", "X-Ad-Account-Usage");
    assert_eq!((&account["acc_id_util_pct"], &account["reset_time_duration"]), (&json!(9.67), &json!(3600)));
}

#[test]
fn limits_reset_after_their_window() {
    for (name, code, is_page) in [
        ("app", 4, false),
        ("user", 17, false),
        ("page", 32, true),
        ("custom", 613, false),
        ("business", 80001, true),
    ] {
        let sandbox =
            Sandbox::builder().fault(format!("limit={name}:2/10m").parse().unwrap()).start().unwrap();
        let token = if is_page { sandbox.page_token() } else { sandbox.user_token() };
        let ask = || get(&sandbox, &token, "/me", &[("fields", "id")]);
        let first = ask();
        first.ok();
        ask().ok();
        let over = ask();
        assert_eq!(over.error().1, code, "{name}: {over:?}");
        let usage = |answer: &Answer, name: &str| {
            answer.header(name).map(|text| serde_json::from_str::<Value>(text).unwrap())
        };
        match name {
            "custom" => assert!(usage(&over, "x-app-usage").is_none()),
            "page" => assert_eq!(usage(&over, "x-page-usage").unwrap()["call_count"], 150),
            "business" => {
                let usage = usage(&over, "x-business-use-case-usage").unwrap();
                assert_eq!(usage[sandbox.page_id()][0]["estimated_time_to_regain_access"], 10);
            }
            _ => {
                assert_eq!(usage(&first, "x-app-usage").unwrap()["call_count"], 50);
                assert_eq!(usage(&over, "x-app-usage").unwrap()["call_count"], 150);
            }
        }
        sandbox.advance(Duration::from_secs(600));
        ask().ok();
    }
    // Calls are counted per person.
    let (sandbox, token) = running("limit=user:1/1m");
    get(&sandbox, &token, "/me", &[]).ok();
    get(&sandbox, &token, "/me", &[]).refused(400, 17, "User request limit");
    get(&sandbox, &sandbox.page_token(), "/me", &[]).ok();
    // Each item of a batch is counted and has its own usage header.
    let (sandbox, token) = running("limit=app:2/1m");
    let batch = r#"[{"relative_url":"me"},{"relative_url":"me"},{"relative_url":"me"}]"#;
    let answer = post(&sandbox, &token, "/", &[("batch", batch)]).ok();
    let codes: Vec<_> =
        answer.as_array().unwrap().iter().map(|item| item["code"].as_i64().unwrap()).collect();
    assert_eq!(codes, [200, 200, 403]);
    assert!(answer[2]["headers"].to_string().contains("x-app-usage"), "{answer}");
}

#[test]
fn large_lists_are_refused() {
    let (sandbox, token) = running("reduce=10");
    for (limit, is_fine) in [("40", false), ("20", false), ("10", true), ("5", true)] {
        let answer = get(&sandbox, &token, "/me/likes", &[("limit", limit)]);
        match is_fine {
            true => drop(answer.ok()),
            false => answer.refused(500, 1, "reduce the amount of data"),
        }
    }
    // The default page size may exceed the limit too.
    get(&sandbox, &token, "/me/likes", &[]).refused(500, 1, "reduce the amount of data");
    get(&sandbox, &token, "/me", &[]).ok();
}

#[test]
fn bodies_can_be_replaced() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let ask = |fault: &str| with(&sandbox, &token, "/me", fault);
    let html = ask("html");
    assert_eq!((html.status, html.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(html.text.starts_with("<!DOCTYPE html>"));
    for (fault, status, text) in [
        ("false", 200, "false"),
        ("null", 200, "null"),
        ("empty,status=503", 503, ""),
        ("plain", 200, "Service Unavailable"),
        (r#"body="{\"error\":\"x; y\"}""#, 200, r#"{"error":"x; y"}"#),
    ] {
        let answer = ask(fault);
        assert_eq!((answer.status, answer.text.as_str()), (status, text), "{fault}");
    }
    let whole = ask("latency=0").text;
    let half = ask("truncate");
    assert_eq!(half.text, whole[..whole.len() / 2]);
    assert_eq!(half.header("content-length"), Some((whole.len() / 2).to_string().as_str()));
    let other = ask("type=\"application/xml; charset=utf-16\"");
    assert_eq!(
        (other.header("content-type"), &other.text),
        (Some("application/xml; charset=utf-16"), &whole)
    );
}

#[test]
fn connections_can_be_cut() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let whole = String::from_utf8(bytes(&sandbox, &token, "latency=0")).unwrap();
    let (head, body) = whole.split_once("\r\n\r\n").unwrap();
    assert!(bytes(&sandbox, &token, "cut=before").is_empty());
    let in_head = String::from_utf8(bytes(&sandbox, &token, "cut=head")).unwrap();
    assert_eq!(in_head.len(), 40);
    assert!(head.starts_with(&in_head));
    let in_body = String::from_utf8(bytes(&sandbox, &token, "cut=body")).unwrap();
    let (cut_head, cut_body) = in_body.split_once("\r\n\r\n").unwrap();
    assert!(cut_head.contains(&format!("content-length: {}", body.len())), "{cut_head}");
    assert_eq!(cut_body, &body[..body.len() / 2]);
    // `before` does not execute the call; the others do, and lose the response.
    let feed =
        || get(&sandbox, &token, "/me/feed", &[("limit", "100")]).ok()["data"].as_array().unwrap().len();
    let posts = feed();
    for (fault, more) in [("cut=before", 0), ("cut=head", 1), ("cut=body", 2)] {
        let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://")).unwrap();
        let form = format!("access_token={token}&message=hi");
        write!(
            stream,
            "POST /me/feed HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\nX-Sandbox-Fault: {fault}\r\n\r\n{form}",
            host(&sandbox),
            form.len()
        )
        .unwrap();
        let _ = stream.read_to_end(&mut Vec::new());
        assert_eq!(feed(), posts + more, "{fault}");
    }
}

#[test]
fn responses_can_be_delayed() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let took = |fault: &str| {
        let started = Instant::now();
        let answer = with(&sandbox, &token, "/me", fault);
        answer.ok();
        (started.elapsed(), answer)
    };
    assert!(took("latency=120ms").0 >= Duration::from_millis(120));
    let (time, answer) = took("slow=10ms");
    assert!(time >= Duration::from_millis(150), "{time:?}");
    assert_eq!(answer.header("content-length"), Some(answer.text.len().to_string().as_str()));
    // A delayed call does not block others.
    let mut slow = TcpStream::connect(sandbox.url().trim_start_matches("http://")).unwrap();
    let host = host(&sandbox);
    write!(
        slow,
        "GET /me?access_token={token} HTTP/1.1\r\nHost: {host}\r\nX-Sandbox-Fault: latency=5m\r\n\r\n"
    )
    .unwrap();
    get(&sandbox, &token, "/me", &[]).ok();
}

#[test]
fn paging_can_be_broken() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let first = |fault: &str| {
        sandbox.clear_faults();
        sandbox.fault(fault.parse().unwrap());
        get(&sandbox, &token, "/v2.6/me/likes", &[("limit", "30"), ("fields", "id")]).ok()
    };
    let next = |page: &Value| follow(&sandbox, page["paging"]["next"].as_str().unwrap()).ok();
    let count = |page: &Value| page["data"].as_array().unwrap().len();

    let same = first("paging=same");
    assert_eq!(next(&same), same);
    assert_eq!(count(&same), 30);
    let empty = first("paging=same_empty");
    assert_eq!((count(&empty), next(&next(&empty))), (0, empty));

    let mut page = first("paging=empty");
    for _ in 0..5 {
        let then = next(&page);
        assert_eq!(count(&then), 0);
        assert_ne!(then["paging"]["next"], page["paging"]["next"]);
        page = then;
    }
    // Empty pages first, then the whole list.
    let mut page = first("paging=empty:2");
    let mut sizes = vec![count(&page)];
    while page["paging"].get("next").is_some() {
        page = next(&page);
        sizes.push(count(&page));
    }
    assert_eq!(sizes, [0, 0, 30, 4]);
    sandbox.clear_faults();
    sandbox.fault("paging=blank".parse().unwrap());
    assert_eq!(get(&sandbox, &token, "/me/albums", &[]).ok()["paging"]["next"], "");
}

#[test]
fn redirects_to_another_host() {
    let sandbox = Sandbox::start().unwrap();
    let answer =
        with(&sandbox, &sandbox.user_token(), "/v2.6/me/likes?limit=3", "redirect=http://elsewhere.example/");
    assert_eq!(answer.status, 302);
    assert_eq!(answer.header("location"), Some("http://elsewhere.example/v2.6/me/likes?limit=3"));
}

#[test]
fn faults_of_batches_and_items() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let batch = |fault: &str, items: &str| {
        sandbox.clear_faults();
        sandbox.fault(fault.parse().unwrap());
        post(&sandbox, &token, "/", &[("batch", items)])
    };
    let two = r#"[{"relative_url":"me"},{"method":"POST","relative_url":"me/feed","body":"message=a"}]"#;
    let posts =
        || get(&sandbox, &token, "/me/feed", &[("limit", "100")]).ok()["data"].as_array().unwrap().len();
    let before = posts();
    let unfinished = batch("unfinished=1", two).ok();
    assert_eq!((&unfinished[0]["code"], &unfinished[1]), (&json!(200), &Value::Null));
    assert_eq!(posts(), before);
    let item = batch("error=2,items,method=POST", two).ok();
    assert_eq!((&item[0]["code"], &item[1]["code"]), (&json!(200), &json!(500)));
    let html = batch("html,items,path=/me/feed", two).ok();
    assert!(html[1]["body"].as_str().unwrap().contains("Sorry"));
    batch("error=960", two).refused(500, 960, "");
    // A fault for whole calls does not affect items.
    assert_eq!(batch("error=2,path=/me", two).ok()[0]["code"], 200);
}

#[test]
fn writes_can_succeed_with_an_error_response() {
    let sandbox = Sandbox::builder().fault(Fault::error(2).method("post").done().times(1)).start().unwrap();
    let token = sandbox.user_token();
    let posts =
        || get(&sandbox, &token, "/me/feed", &[("limit", "100")]).ok()["data"].as_array().unwrap().len();
    let before = posts();
    post(&sandbox, &token, "/me/feed", &[("message", "once")]).refused(500, 2, "");
    assert_eq!(posts(), before + 1);
}

#[test]
fn of_two_faults_the_second_stays_for_the_next_call() {
    let sandbox = Sandbox::start().unwrap();
    sandbox.fault(Fault::error(4).times(1));
    sandbox.fault(Fault::error(2).times(1));
    let token = sandbox.user_token();
    let code = || get(&sandbox, &token, "/me", &[]).json()["error"]["code"].as_i64();
    assert_eq!([code(), code(), code()], [Some(4), Some(2), None]);
}
