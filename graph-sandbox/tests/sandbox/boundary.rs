//! Who may call the sandbox, and whom it calls: no web page of another site, and no other machine.

use std::{
    io::{Read, Write},
    net::TcpStream,
};
#[cfg(unix)]
use std::{
    thread,
    time::{Duration, Instant},
};

#[cfg(unix)]
use graph_sandbox::Builder;
use graph_sandbox::Sandbox;

#[cfg(unix)]
use crate::persistence::Kept;

use crate::{
    common::{Answer, bytes, post, raw},
    updates::listen,
};

/// How long a test waits before it fails.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(30);

fn port(sandbox: &Sandbox) -> &str {
    sandbox.url().rsplit(':').next().unwrap()
}

/// Sends a request with exactly these header lines.
fn ask(sandbox: &Sandbox, line: &str, headers: &[&str], body: &str) -> Answer {
    let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://")).unwrap();
    let head = headers.iter().map(|header| format!("{header}\r\n")).collect::<String>();
    let length = body.len();
    write!(stream, "{line} HTTP/1.1\r\n{head}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}")
        .unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    Answer { status, headers, text: body.to_owned() }
}

#[test]
fn a_probe_may_name_any_host_and_learns_nothing() {
    let sandbox = Sandbox::builder().address(std::net::Ipv4Addr::UNSPECIFIED.into()).start().unwrap();
    assert!(sandbox.url().starts_with("http://127.0.0.1:"), "{}", sandbox.url());
    for host in ["Host: 10.0.0.7:8080", "Host: sandbox", ""] {
        let answer = ask(
            &sandbox,
            "GET /_sandbox/health",
            &[host].map(|line| if line.is_empty() { "X-None: 1" } else { line }),
            "",
        );
        assert_eq!((answer.status, answer.text.as_str()), (200, "{\"status\":\"ok\"}"), "{host}");
    }
    assert_eq!(ask(&sandbox, "HEAD /_sandbox/health", &["Host: 10.0.0.7:8080"], "").status, 200);
    for other in [
        "POST /_sandbox/health",
        "GET /_sandbox/health/",
        "GET /v25.0/_sandbox/health",
        "GET /_sandbox/nodes/User",
    ] {
        ask(&sandbox, other, &["Host: 10.0.0.7:8080"], "").refused(403, 200, "allow-host");
    }
}

#[test]
fn another_host_is_refused() {
    let sandbox = Sandbox::start().unwrap();
    let (port, person) = (port(&sandbox), sandbox.user_id());
    let hosts = |name: &str| format!("Host: {name}");
    for line in [
        "GET /docs/access.js".to_owned(),
        "GET /_sandbox/requests".to_owned(),
        format!("GET /{person}?fields=id"),
    ] {
        for own in ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"] {
            let answer = ask(&sandbox, &line, &[&hosts(&format!("{own}:{port}"))], "");
            assert_ne!(answer.status, 403, "{line} {own}: {answer:?}");
        }
        for foreign in [
            format!("evil.example:{port}"),
            "127.0.0.1".to_owned(),
            "localhost:1".to_owned(),
            format!("localhost.evil.example:{port}"),
            format!("evil.example@127.0.0.1:{port}"),
            format!("127.0.0.1.:{port}"),
            String::new(),
        ] {
            let answer = ask(&sandbox, &line, &[&hosts(&foreign)], "");
            answer.refused(403, 200, "allow-host");
            assert!(answer.text.contains(port), "{answer:?}");
            assert_eq!(answer.header("access-control-allow-origin"), None);
        }
    }
    let own = hosts(&format!("localhost:{port}"));
    ask(&sandbox, "GET /me", &[], "").refused(403, 200, "host");
    ask(&sandbox, "GET /me", &[&own, &hosts("evil.example")], "").refused(403, 200, "host");
    ask(&sandbox, "GET http://evil.example/me", &[&own], "").refused(403, 200, "evil.example");
    assert!(sandbox.requests().iter().all(|one| one.path != "/me"));
}

#[test]
fn more_hosts_can_be_allowed() {
    let sandbox = Sandbox::builder().allow_host("graph").allow_host("proxy.test:99").start().unwrap();
    let line = format!("GET /{}?fields=id", sandbox.user_id());
    for name in ["graph", "GRAPH:8080", "proxy.test:99"] {
        ask(&sandbox, &line, &[&format!("Host: {name}")], "").ok();
    }
    ask(&sandbox, &line, &["Host: proxy.test:98"], "").refused(403, 200, "proxy.test:98");
    let own = ["Host: graph", "Origin: https://graph:8443"];
    ask(&sandbox, "GET /_sandbox/requests", &own, "").ok();
    for wrong in ["http://graph", "a b", "", "x@y", "a/b"] {
        let error = Sandbox::builder().allow_host(wrong).start().unwrap_err().to_string();
        assert!(error.contains(&format!("`{wrong}`")) && error.contains("NAME:PORT"), "{error}");
    }
}

#[test]
fn pages_of_other_sites_cannot_control_it() {
    let sandbox = Sandbox::start().unwrap();
    let host = format!("Host: 127.0.0.1:{}", port(&sandbox));
    let dialog = format!(
        "/dialog/oauth?client_id={}&redirect_uri=https://evil.example/&response_type=token&decision=allow",
        sandbox.app_id()
    );
    let lines = [
        "GET /docs/access.js".to_owned(),
        "GET /docs/".to_owned(),
        "GET /v2.6/_sandbox/requests".to_owned(),
        "GET /%5fsandbox/requests".to_owned(),
        "GET //_sandbox/requests".to_owned(),
        "DELETE /_sandbox/faults".to_owned(),
        "POST /_sandbox/faults".to_owned(),
        format!("POST {dialog}"),
        format!("POST /v2.6/{dialog}"),
        format!("PUT {}", dialog.replace("/dialog", "/%64ialog")),
    ];
    for line in &lines {
        let foreign =
            ["http://evil.example", "null", "http://localhost:1", "https://127.0.0.1.evil.example", ""];
        for origin in foreign {
            let answer = ask(&sandbox, line, &[&host, &format!("Origin: {origin}")], "error=2");
            answer.refused(403, 200, "another site");
            assert_eq!(answer.header("access-control-allow-origin"), None, "{line}");
        }
        ask(&sandbox, line, &[&host, "Sec-Fetch-Site: cross-site"], "error=2").refused(
            403,
            200,
            "another site",
        );
        let own = format!("Origin: http://localhost:{}", port(&sandbox));
        let answer = ask(&sandbox, line, &[&host, &own, "Sec-Fetch-Site: same-origin"], "error=2");
        assert_ne!(answer.status, 403, "{line}: {answer:?}");
        assert_eq!(answer.header("access-control-allow-origin"), None, "{line}");
    }
    sandbox.clear_faults();
    // An app sends people to the page of the dialog.
    let shown = ask(&sandbox, &format!("GET {dialog}"), &[&host, "Sec-Fetch-Site: cross-site"], "");
    assert_eq!(shown.status, 200);
    assert_eq!(shown.header("content-security-policy"), Some("frame-ancestors 'none'"));
    // The platform answers web pages of any site; they need a token.
    let origin = "Origin: http://evil.example";
    let person = ask(&sandbox, &format!("GET /{}?fields=id", sandbox.user_id()), &[&host, origin], "");
    assert_eq!((person.status, person.header("access-control-allow-origin")), (200, Some("*")));
}

#[test]
fn dialog_is_no_item_of_a_batch() {
    let sandbox = Sandbox::start().unwrap();
    let url = format!(
        "dialog/oauth?client_id={}&redirect_uri=https://evil.example/&response_type=token&decision=allow",
        sandbox.app_id()
    );
    let batch = serde_json::json!([{ "method": "POST", "relative_url": url }]).to_string();
    let answer = post(&sandbox, "", "/", &[("batch", &batch)]).ok();
    assert_eq!(answer[0]["code"], 404, "{answer}");
    assert!(!answer.to_string().contains("access_token="), "{answer}");
}

#[test]
fn uploads_and_pictures_are_inert() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let body = "--b\r\nContent-Disposition: form-data; name=\"source\"; filename=\"a.html\"\r\nContent-Type: text/html\r\n\r\n<script>1</script>\r\n--b--\r\n";
    let authorization = format!("Bearer {token}");
    let headers =
        [("Authorization", authorization.as_str()), ("Content-Type", "multipart/form-data; boundary=b")];
    raw(sandbox.url(), "POST", "/me/photos", &headers, body.as_bytes()).ok();
    for path in ["files/1".to_owned(), format!("pictures/{}/50x50.png", sandbox.user_id())] {
        let (head, _) = bytes(&sandbox, &format!("{}/_sandbox/{path}", sandbox.url()));
        assert!(head.contains("x-content-type-options: nosniff"), "{head}");
        assert!(head.contains("content-security-policy: default-src 'none'; sandbox"), "{head}");
        assert!(!head.contains("access-control-allow-origin"), "{head}");
        // A web page of the app may show it.
        let host = format!("Host: 127.0.0.1:{}", port(&sandbox));
        let line = format!("GET /_sandbox/{path}");
        assert!(
            ask_bytes(&sandbox, &line, &[&host, "Sec-Fetch-Site: cross-site"]).starts_with(b"HTTP/1.1 200")
        );
        assert!(
            ask_bytes(&sandbox, &line, &[&host, "Origin: http://evil.example"]).starts_with(b"HTTP/1.1 403")
        );
    }
}

fn ask_bytes(sandbox: &Sandbox, line: &str, headers: &[&str]) -> Vec<u8> {
    let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://")).unwrap();
    write!(stream, "{line} HTTP/1.1\r\n{}\r\nConnection: close\r\n\r\n", headers.join("\r\n")).unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    all
}

#[test]
fn callbacks_stay_on_this_machine() {
    let sandbox = Sandbox::start().unwrap();
    let app = sandbox.app_token();
    let subscribe = |sandbox: &Sandbox, url: &str| {
        let params = [("object", "user"), ("fields", "feed"), ("callback_url", url), ("verify_token", "v")];
        post(sandbox, &app, &format!("/{}/subscriptions", sandbox.app_id()), &params)
    };
    // An address of documentation, which nobody has: with callbacks anywhere it is tried.
    for url in [
        "http://192.0.2.1:9/hook",
        "http://0.0.0.0:9/",
        "http://[::ffff:192.0.2.1]:9/",
        "http://[2001:db8::1]/",
    ] {
        let answer = subscribe(&sandbox, url);
        answer.refused(400, 2200, "--callbacks-anywhere");
        assert!(answer.error().2.contains("callbacks_anywhere"), "{answer:?}");
    }
    let (local, came) = listen(&[]);
    subscribe(&sandbox, &local).ok();
    let named = local.replace("127.0.0.1", "localhost");
    subscribe(&sandbox, &named).ok();
    drop(came);
    let open = Sandbox::builder().callbacks_anywhere().start().unwrap();
    let refused = subscribe(&open, "http://0.0.0.0:9/");
    refused.refused(400, 2200, "no response");
}

/// Connecting to `0.0.0.0` leads to this machine, but it is no loopback address.
#[cfg(unix)]
#[test]
fn subscriptions_of_an_earlier_start_stay_on_this_machine() {
    let file = Kept::new("callbacks.db");
    let builder = || Builder::db(Sandbox::builder().people(10), &file.0);
    let (local, came) = listen(&[]);
    let sandbox = builder().callbacks_anywhere().start().unwrap();
    let token = sandbox.user_token();
    let url = local.replace("127.0.0.1", "0.0.0.0");
    let params = [("object", "user"), ("fields", "feed"), ("callback_url", &url), ("verify_token", "v")];
    post(&sandbox, &sandbox.app_token(), &format!("/{}/subscriptions", sandbox.app_id()), &params).ok();
    came.recv_timeout(PATIENCE).unwrap();
    drop(sandbox);
    let sandbox = builder().start().unwrap();
    post(&sandbox, &token, "/me/feed", &[("message", "x")]).ok();
    let until = Instant::now() + PATIENCE;
    while sandbox.deliveries().is_empty() && Instant::now() < until {
        thread::sleep(Duration::from_millis(5));
    }
    let delivery = sandbox.deliveries().remove(0);
    assert_eq!(delivery.status, None);
    assert!(delivery.problem.is_some_and(|problem| problem.contains("0.0.0.0")));
    assert!(came.try_recv().is_err());
}
