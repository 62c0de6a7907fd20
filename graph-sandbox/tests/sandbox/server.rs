//! The server: lifetime, request log, token endpoints, malformed requests.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use crate::common::{get, post, raw};
use graph_sandbox::Sandbox;
use serde_json::json;

#[test]
fn server_stops_on_drop() {
    let sandbox = Sandbox::start().unwrap();
    let host = sandbox.url().trim_start_matches("http://").to_owned();
    // An open connection does not keep it alive.
    let mut idle = TcpStream::connect(&host).unwrap();
    let started = Instant::now();
    drop(sandbox);
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(TcpStream::connect(&host).is_err());
    let _ = idle.write_all(b"GET / HTTP/1.1\r\n\r\n");
    let _ = idle.read(&mut [0; 16]);
}

#[test]
fn sandbox_works_inside_a_runtime() {
    let call = async {
        let sandbox = Sandbox::start().unwrap();
        let token = sandbox.user_token();
        let host = sandbox.url().trim_start_matches("http://").to_owned();
        let stream = tokio::net::TcpStream::connect(&host).await.unwrap();
        stream.writable().await.unwrap();
        stream
            .try_write(format!("GET /me?access_token={token} HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())
            .unwrap();
        let mut answer = Vec::new();
        while answer.len() < 15 {
            stream.readable().await.unwrap();
            let mut some = [0; 15];
            if let Ok(count) = stream.try_read(&mut some) {
                assert!(count > 0, "{answer:?}");
                answer.extend_from_slice(&some[..count]);
            }
        }
        assert_eq!(&answer[..15], b"HTTP/1.1 200 OK");
        drop(sandbox);
    };
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(call);
}

#[test]
fn connections_are_reused() {
    let sandbox = Sandbox::start().unwrap();
    let host = sandbox.url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    for _ in 0..3 {
        write!(stream, "GET /{}?fields=id HTTP/1.1\r\nHost: {host}\r\n\r\n", sandbox.user_id()).unwrap();
        let mut text = String::new();
        let mut byte = [0];
        while !text.ends_with('}') {
            stream.read_exact(&mut byte).unwrap();
            text.push(char::from(byte[0]));
        }
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    }
}

#[test]
fn requests_are_recorded_without_secrets() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    get(&sandbox, "", "/v2.6/me", &[("access_token", &token), ("fields", "id,name")]).ok();
    let secrets = [("access_token", token.as_str()), ("client_secret", "x"), ("verify_token", "y")];
    post(&sandbox, "", "/me/feed", &[&secrets[..], &[("message", "a b")]].concat());
    get(&sandbox, "nonsense", "/a%20b/c", &[]);
    let recorded = sandbox.requests();
    assert_eq!(
        (recorded[0].method.as_str(), recorded[0].path.as_str(), recorded[0].status),
        ("GET", "/v2.6/me", 200)
    );
    assert_eq!(recorded[0].query, [("fields".to_owned(), "id,name".to_owned())]);
    assert_eq!(recorded[1].form, [("message".to_owned(), "a b".to_owned())]);
    assert_eq!(recorded[1].param("message"), Some("a b"));
    assert_eq!((recorded[2].path.as_str(), recorded[2].status), ("/a b/c", 400));
    assert!(!format!("{recorded:?}").contains(&token));
    let shown = format!("{sandbox:?}");
    assert!(
        shown.contains(sandbox.url()) && !shown.contains(&token) && !shown.contains(sandbox.app_secret()),
        "{shown}"
    );
}

#[test]
fn tokens_can_be_inspected() {
    let sandbox = Sandbox::start().unwrap();
    let (app, user) = (sandbox.app_token(), sandbox.user_token_with(&["email"]));
    let about =
        |token: &str| get(&sandbox, &app, "/debug_token", &[("input_token", token)]).ok()["data"].clone();
    let data = about(&user);
    assert_eq!(
        (&data["type"], &data["is_valid"], &data["scopes"]),
        (&json!("USER"), &json!(true), &json!(["email"]))
    );
    assert_eq!((&data["app_id"], &data["user_id"]), (&json!(sandbox.app_id()), &json!(sandbox.user_id())));
    assert_eq!(about(&sandbox.page_token())["profile_id"], sandbox.page_id());
    let wrong = about("nonsense");
    assert_eq!((&wrong["is_valid"], &wrong["error"]["code"]), (&json!(false), &json!(190)));
    get(&sandbox, &user, "/debug_token", &[("input_token", &app)]).refused(400, 100, "app access token");
    get(&sandbox, &app, "/debug_token", &[]).refused(400, 100, "input_token");
}

#[test]
fn proof_is_bound_to_its_token() {
    use hmac::{Hmac, KeyInit, Mac};
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let prove = |message: &str| {
        let mac = Hmac::<sha2::Sha256>::new_from_slice(sandbox.app_secret().as_bytes()).unwrap();
        mac.chain_update(message.as_bytes())
            .finalize()
            .into_bytes()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let proof = prove(&token);
    let next = get(&sandbox, &token, "/me/likes", &[("appsecret_proof", &proof), ("limit", "1")]).ok();
    // Links contain the token but not the proof.
    assert!(!next["paging"]["next"].as_str().unwrap().contains("appsecret_proof"));
    get(&sandbox, &sandbox.user_token(), "/me", &[("appsecret_proof", &proof)]).refused(
        400,
        100,
        "Invalid appsecret_proof",
    );
    let timed = [
        ("appsecret_proof", prove(&format!("{token}|1700000000"))),
        ("appsecret_time", "1700000000".to_owned()),
    ];
    let timed: Vec<_> = timed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    get(&sandbox, &token, "/me", &timed).ok();
}

#[test]
fn app_token_is_issued() {
    let sandbox = Sandbox::start().unwrap();
    let ask = |grant: &str, secret: &str| {
        let params = [("client_id", sandbox.app_id()), ("client_secret", secret), ("grant_type", grant)];
        get(&sandbox, "", "/oauth/access_token", &params)
    };
    let token = ask("client_credentials", sandbox.app_secret()).ok();
    assert_eq!(token, json!({ "access_token": sandbox.app_token(), "token_type": "bearer" }));
    ask("client_credentials", "wrong").refused(400, 1, "client secret");
    ask("magic", sandbox.app_secret()).refused(400, 100, "grant_type");
    get(&sandbox, "", "/oauth/access_token", &[]).refused(400, 101, "Missing client_id");
    let user = sandbox.user_token();
    let params = [
        ("client_id", sandbox.app_id()),
        ("client_secret", sandbox.app_secret()),
        ("grant_type", "fb_exchange_token"),
        ("fb_exchange_token", &user),
    ];
    assert_eq!(post(&sandbox, "", "/oauth/access_token", &params).ok()["expires_in"], 5_184_000);
}

#[test]
fn arbitrary_requests_are_answered() {
    let sandbox = Sandbox::start().unwrap();
    let token = sandbox.user_token();
    let deep = "a{".repeat(3000);
    let targets = [
        "/%ff%00/%2f",
        "//////",
        "/me/friends/%F0%9F%98%80",
        "/?ids=%00",
        "/?batch=x",
        "/v1.0",
        "/v99999999999999.1/me",
        "/me?fields=%7B%7B%7B",
        "/me?fields=albums.limit(-1)",
        "/me?fields=albums.limit(99999999999999999999)",
        "/me?since=x&until=",
        "/me/feed?since=999999999999&until=0&limit=18446744073709551615",
        "/me/likes?offset=18446744073709551615&limit=18446744073709551615",
        "/me/feed?__paging_token=QVFI",
        "/me/feed?__paging_token=QVFIffffffffffffffff&__previous=1",
        "/me/albums?after=QVFIzz&before=",
        "/me?fields=friends.as(id)",
        "/me?fields=name.as()",
        "/1_2_3/_/__",
        "/_",
        "/me?metadata=1&fields=",
        "/me/feed?limit=%FF",
    ];
    for method in ["GET", "POST", "DELETE", "PUT", "HEAD", "OPTIONS"] {
        for target in targets {
            let answer =
                raw(sandbox.url(), method, target, &[("Authorization", &format!("Bearer {token}"))], b"");
            assert!((200..500).contains(&answer.status), "{method} {target}: {answer:?}");
        }
    }
    get(&sandbox, &token, "/me", &[("fields", &deep)]).refused(400, 2500, "Syntax error");
    let levels = format!("{}id{}", "albums.limit(1){from{".repeat(10), "}}".repeat(10));
    get(&sandbox, &token, "/me", &[("fields", &levels)]).ok();
    for body in [
        "batch=[{\"relative_url\":\"{result=:$}\"}]",
        "batch=[{\"relative_url\":\"http://x/y\",\"name\":\"\"}]",
        "batch=null",
        "method=get&batch=[]",
    ] {
        let answer = raw(
            sandbox.url(),
            "POST",
            "/",
            &[("Authorization", &format!("Bearer {token}"))],
            body.as_bytes(),
        );
        assert!((200..500).contains(&answer.status), "{body}: {answer:?}");
    }
    get(&sandbox, &token, "/me", &[]).ok();
}
