//! Real-time updates: handshake, signed deliveries, retries.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

use graph_sandbox::Sandbox;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};

use crate::common::{delete, get, post};

/// A received request.
pub struct Came {
    pub line: String,
    pub head: String,
    pub body: String,
}

impl Came {
    pub fn header(&self, name: &str) -> &str {
        let found = self.head.lines().filter_map(|line| line.split_once(": "));
        found.filter(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value).next().unwrap_or("")
    }
}

/// A server that confirms the handshake, and answers deliveries with the given statuses, then 200.
pub fn listen(statuses: &'static [u16]) -> (String, Receiver<Came>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/hook?own=1", listener.local_addr().unwrap());
    let (sender, came) = mpsc::channel();
    thread::spawn(move || {
        let mut statuses = statuses.iter();
        for stream in listener.incoming() {
            let Some(one) = read(stream.as_ref().unwrap()) else { continue };
            let query = one.line.split(['?', ' ']).nth(2).unwrap_or_default().to_owned();
            let challenge =
                form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "hub.challenge");
            let (status, body) = match challenge {
                Some((_, challenge)) => (200, challenge.into_owned()),
                None => (*statuses.next().unwrap_or(&200), String::new()),
            };
            let answer = format!(
                "HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
                body.len()
            );
            stream.unwrap().write_all(answer.as_bytes()).unwrap();
            if sender.send(one).is_err() {
                return;
            }
        }
    });
    (url, came)
}

fn read(mut stream: &TcpStream) -> Option<Came> {
    let (mut text, mut some) = (Vec::new(), [0; 1024]);
    loop {
        let whole = String::from_utf8(text.clone()).unwrap();
        if let Some((head, body)) = whole.split_once("\r\n\r\n") {
            let came =
                Came { line: head.lines().next()?.to_owned(), head: head.to_owned(), body: body.to_owned() };
            if body.len() >= came.header("content-length").parse().unwrap_or(0) {
                return Some(came);
            }
        }
        match stream.read(&mut some).unwrap() {
            0 => return None,
            count => text.extend_from_slice(&some[..count]),
        }
    }
}

pub fn next(came: &Receiver<Came>) -> Came {
    came.recv_timeout(Duration::from_secs(20)).unwrap()
}

pub fn subscribe(sandbox: &Sandbox, url: &str, more: &[(&str, &str)]) -> crate::common::Answer {
    let given =
        [("object", "user"), ("fields", "feed,friends"), ("callback_url", url), ("verify_token", "a b")];
    let path = format!("/v2.6/{}/subscriptions", sandbox.app_id());
    post(sandbox, &sandbox.app_token(), &path, &[&given, more].concat())
}

#[test]
fn changes_are_delivered_and_signed() {
    let sandbox = Sandbox::start().unwrap();
    let (url, came) = listen(&[]);
    assert_eq!(subscribe(&sandbox, &url, &[("include_values", "true")]).ok(), json!({ "success": true }));
    let handshake = next(&came);
    assert!(
        handshake.line.starts_with("GET /hook?own=1&hub.mode=subscribe&hub.challenge="),
        "{}",
        handshake.line
    );
    assert!(handshake.line.contains("&hub.verify_token=a+b "), "{}", handshake.line);

    let token = sandbox.user_token();
    let made = post(&sandbox, &token, "/me/feed", &[("message", "é")]).ok();
    // Neither announced nor subscribed to.
    post(&sandbox, &token, "/me/albums", &[("name", "x")]).ok();
    post(&sandbox, &token, "/me/events", &[("name", "x"), ("start_time", "2013-08-01")]).ok();
    let received = next(&came);
    assert!(received.line.starts_with("POST /hook?own=1 "), "{}", received.line);
    let json: Value = serde_json::from_str(&received.body).unwrap();
    assert_eq!((&json["object"], &json["entry"][0]["uid"]), (&json!("user"), &json!(sandbox.user_id())));
    let change = &json["entry"][0]["changes"][0];
    assert_eq!(
        (&change["field"], &change["value"]["verb"], &change["value"]["id"]),
        (&json!("feed"), &json!("add"), &made["id"])
    );
    let secret = sandbox.app_secret().as_bytes();
    let hex = |sum: &[u8]| sum.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let sha256 =
        Hmac::<sha2::Sha256>::new_from_slice(secret).unwrap().chain_update(&received.body).finalize();
    let sha1 = Hmac::<sha1::Sha1>::new_from_slice(secret).unwrap().chain_update(&received.body).finalize();
    assert_eq!(received.header("x-hub-signature-256"), format!("sha256={}", hex(&sha256.into_bytes())));
    assert_eq!(received.header("x-hub-signature"), format!("sha1={}", hex(&sha1.into_bytes())));

    let id = format!("/{}", made["id"].as_str().unwrap());
    delete(&sandbox, &token, &id, &[]).ok();
    let json: Value = serde_json::from_str(&next(&came).body).unwrap();
    assert_eq!(json["entry"][0]["changes"][0]["value"]["verb"], "remove");

    let path = format!("/{}/subscriptions", sandbox.app_id());
    let listed = get(&sandbox, &sandbox.app_token(), &path, &[]).ok();
    assert_eq!(
        (&listed["data"][0]["callback_url"], &listed["data"][0]["fields"]),
        (&json!(url), &json!(["feed", "friends"]))
    );
    delete(&sandbox, &sandbox.app_token(), &path, &[("object", "user")]).ok();
    assert_eq!(get(&sandbox, &sandbox.app_token(), &path, &[]).ok()["data"], json!([]));
    post(&sandbox, &token, "/me/feed", &[("message", "untold")]).ok();
    assert_eq!(sandbox.deliveries().len(), 2);
}

#[test]
fn failed_deliveries_are_retried() {
    let sandbox = Sandbox::builder().delivery_backoff(Duration::from_secs(60)).start().unwrap();
    let (url, came) = listen(&[500, 302, 404]);
    subscribe(&sandbox, &url, &[]).ok();
    next(&came);
    post(&sandbox, &sandbox.user_token(), "/me/feed", &[("message", "again")]).ok();
    let first = next(&came);
    assert_eq!(
        serde_json::from_str::<Value>(&first.body).unwrap()["entry"][0]["changed_fields"],
        json!(["feed"])
    );
    // No real waiting: the sandbox's clock is advanced.
    for attempt in 1..=3 {
        while sandbox.deliveries().len() < attempt {
            thread::yield_now();
        }
        sandbox.advance(Duration::from_secs(60 << (attempt - 1)));
        assert_eq!(next(&came).body, first.body);
    }
    while sandbox.deliveries().len() < 4 {
        thread::yield_now();
    }
    let received: Vec<_> =
        sandbox.deliveries().iter().map(|one| (one.attempt, one.status.unwrap())).collect();
    assert_eq!(received, [(1, 500), (2, 302), (3, 404), (4, 200)]);
    sandbox.advance(Duration::MAX);
    assert_eq!(sandbox.deliveries().len(), 4);
}

#[test]
fn subscriptions_are_checked() {
    let sandbox = Sandbox::start().unwrap();
    let path = format!("/{}/subscriptions", sandbox.app_id());
    get(&sandbox, &sandbox.user_token(), &path, &[]).refused(400, 15, "app access_token");
    let (url, _came) = listen(&[]);
    subscribe(&sandbox, &url, &[("object", "planet")]).refused(400, 100, "planet");
    subscribe(&sandbox, &url, &[("fields", "feed,shoes")]).refused(400, 100, "shoes");
    subscribe(&sandbox, &url, &[("verify_token", "")]).refused(400, 100, "verify_token");
    subscribe(&sandbox, &url, &[("callback_url", "https://x.example")]).refused(400, 100, "http://");
    // The callback has to answer the challenge; the sandbox itself answers JSON.
    subscribe(&sandbox, sandbox.url(), &[]).refused(400, 2200, "verification failed");
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    subscribe(&sandbox, &format!("http://{nobody}/"), &[]).refused(400, 2200, "no response");
    assert_eq!(get(&sandbox, &sandbox.app_token(), &path, &[]).ok()["data"], json!([]));
}

#[test]
fn revoked_permissions_are_announced() {
    let sandbox = Sandbox::start().unwrap();
    let (url, came) = listen(&[]);
    subscribe(&sandbox, &url, &[("object", "permissions"), ("fields", "connected"), ("include_values", "1")])
        .ok();
    next(&came);
    let token = sandbox.user_token_with(&["email"]);
    delete(&sandbox, &token, "/me/permissions/email", &[]).ok();
    let json: Value = serde_json::from_str(&next(&came).body).unwrap();
    assert_eq!(json["object"], "permissions");
    let change = &json["entry"][0]["changes"][0];
    assert_eq!((&change["field"], &change["value"]["verb"]), (&json!("email"), &json!("revoked")));
}
