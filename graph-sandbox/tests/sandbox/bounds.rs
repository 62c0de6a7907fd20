//! What the sandbox keeps in memory has a limit, and what exceeds it is counted or refused.

use std::{
    io::Write,
    net::TcpStream,
    thread,
    time::{Duration, Instant},
};

use graph_sandbox::{Builder, Sandbox};

use crate::{
    common::{Answer, delete, get, post, raw},
    persistence::Kept,
};

const MIB: usize = 1 << 20;

#[test]
fn request_log_is_bounded_in_bytes() {
    let sandbox = Sandbox::start().unwrap();
    let long = "x".repeat(MIB);
    for number in 0..20 {
        post(&sandbox, "nonsense", &format!("/{number}/feed"), &[("message", &long)]).refused(400, 190, "");
    }
    let kept = sandbox.requests();
    let bytes: usize = kept.iter().map(|one| one.param("message").map_or(0, str::len)).sum();
    assert!(bytes <= 16 * MIB, "{bytes}");
    assert!(kept.len() >= 15, "{}", kept.len());
    assert_eq!(kept.last().unwrap().path, "/19/feed");
    assert_eq!(kept.last().unwrap().status, 400);
    let dropped = sandbox.dropped_requests();
    assert_eq!(kept.len() as u64 + dropped, 20);
    let log = || raw(sandbox.url(), "GET", "/_sandbox/requests", &[], b"").ok();
    assert_eq!(log()["dropped"], dropped);
    // A request that is larger than the log.
    post(&sandbox, "nonsense", "/large", &[("message", &long.repeat(17))]).refused(400, 190, "");
    assert_eq!((sandbox.requests().len(), sandbox.dropped_requests()), (0, 21));
    post(&sandbox, "nonsense", "/small", &[]).refused(400, 190, "");
    assert_eq!(sandbox.requests().len(), 1);
    raw(sandbox.url(), "DELETE", "/_sandbox/requests", &[], b"").ok();
    assert_eq!((sandbox.dropped_requests(), log()["dropped"].as_u64()), (0, Some(0)));
}

pub fn upload(sandbox: &Sandbox, token: &str, size: usize) -> Answer {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"source\"; filename=\"a.jpg\"\r\n\r\n{}\r\n--b--\r\n",
        "x".repeat(size)
    );
    let authorization = format!("Bearer {token}");
    let headers =
        [("Authorization", authorization.as_str()), ("Content-Type", "multipart/form-data; boundary=b")];
    raw(sandbox.url(), "POST", "/me/photos", &headers, body.as_bytes())
}

#[test]
fn uploads_are_bounded_in_bytes() {
    let file = Kept::new("uploads.db");
    let builder = || Builder::db(Sandbox::builder().people(10).upload_limit(10_000), &file.0);
    let sandbox = builder().start().unwrap();
    let token = sandbox.user_token();
    let first = upload(&sandbox, &token, 6_000).ok()["id"].as_str().unwrap().to_owned();
    let refused = upload(&sandbox, &token, 6_000);
    refused.refused(400, 100, "10000 bytes");
    refused.refused(400, 100, "--upload-limit");
    let photos = || get(&sandbox, &token, "/me/photos", &[]).ok()["data"].as_array().unwrap().len();
    let before = photos();
    let second = upload(&sandbox, &token, 1_000).ok()["id"].as_str().unwrap().to_owned();
    assert_eq!(photos(), before + 1);
    // A deleted photo makes room, and its number is not given to another file.
    delete(&sandbox, &token, &format!("/{first}"), &[]).ok();
    let served = |sandbox: &Sandbox, number: u32| {
        raw(sandbox.url(), "GET", &format!("/_sandbox/files/{number}"), &[], b"")
    };
    served(&sandbox, 1).refused(400, 100, "does not exist");
    assert_eq!(served(&sandbox, 2).text.len(), 1_000);
    upload(&sandbox, &token, 6_000).ok();
    delete(&sandbox, &token, &format!("/{second}"), &[]).ok();
    drop(sandbox);

    let sandbox = builder().start().unwrap();
    for gone in [1, 2] {
        served(&sandbox, gone).refused(400, 100, "does not exist");
    }
    assert_eq!(served(&sandbox, 3).text.len(), 6_000);
    upload(&sandbox, &token, 6_000).refused(400, 100, "upload-limit");
}

#[test]
fn bodies_in_parallel_are_bounded_in_bytes() {
    let sandbox = Sandbox::builder().bodies_limit(MIB).start().unwrap();
    let host = sandbox.url().trim_start_matches("http://");
    let half = "x".repeat(MIB / 2);
    let is_refused = || {
        let answer = post(&sandbox, "nonsense", "/me/feed", &[("message", &half)]);
        if answer.status == 503 {
            answer.refused(503, 2, "Builder::bodies_limit");
        }
        answer.status == 503
    };
    // Until the sandbox has read, or dropped, what the others sent.
    let until_accepted = || {
        let until = Instant::now() + Duration::from_secs(60);
        while is_refused() {
            assert!(Instant::now() < until, "is refused for ever");
            thread::sleep(Duration::from_millis(10));
        }
    };
    assert!(!is_refused());
    let mut open = TcpStream::connect(host).unwrap();
    write!(open, "POST /me/feed HTTP/1.1\r\nHost: {host}\r\nContent-Length: {MIB}\r\n\r\n{half}{half}")
        .unwrap();
    // Complete, it is answered and no longer counts; incomplete, it counts until the connection ends.
    until_accepted();
    let until = Instant::now() + Duration::from_secs(60);
    let open = loop {
        let mut open = TcpStream::connect(host).unwrap();
        write!(open, "POST /me/feed HTTP/1.1\r\nHost: {host}\r\nContent-Length: {MIB}\r\n\r\n{half}xxxxxxxx")
            .unwrap();
        // Of two that are read at the same time, this one may be refused instead of the other, and holds nothing then.
        let is_held = |_| {
            thread::sleep(Duration::from_millis(10));
            is_refused()
        };
        if (0..20).any(is_held) {
            break open;
        }
        assert!(Instant::now() < until, "an incomplete body never counts");
    };
    drop(open);
    until_accepted();
}

#[test]
fn fault_headers_are_bounded_in_bytes() {
    let sandbox = Sandbox::start().unwrap();
    let authorization = format!("Bearer {}", sandbox.user_token());
    let ask = |fault: &str| {
        let headers = [("Authorization", authorization.as_str()), ("X-Sandbox-Fault", fault)];
        raw(sandbox.url(), "GET", "/me", &headers, b"")
    };
    ask(&format!("error=2,message=\"{}\"", "x".repeat(8_000))).refused(500, 2, "xxx");
    ask(&format!("error=2,message=\"{}\"", "x".repeat(9_000))).refused(400, 100, "longer than 8192 bytes");
}
