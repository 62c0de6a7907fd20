//! Clients that send slowly or nothing do not keep their connections.

use std::{
    io::{Read, Write},
    net::TcpStream,
    thread,
    time::Duration,
};

use graph_sandbox::Sandbox;

use crate::{bounds::upload, common::get};

/// How long a test waits before it fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// Everything that arrives until the sandbox closes the connection.
#[track_caller]
fn until_closed(sandbox: &Sandbox, sent: &str) -> String {
    let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap_or_else(|error| panic!("{sent:?} keeps its connection: {error}"));
    text
}

#[test]
fn incomplete_and_idle_connections_are_closed() {
    let sandbox = Sandbox::builder().idle_timeout(Duration::from_millis(50)).start().unwrap();
    let host = sandbox.url().trim_start_matches("http://");
    let person = format!("GET /{}?fields=id HTTP/1.1\r\nHost: {host}\r\n", sandbox.user_id());
    for incomplete in ["", "G", "GET / HTTP/1.1\r\n", &person] {
        let answer = until_closed(&sandbox, incomplete);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{incomplete:?}: {answer}");
    }
    // After a response.
    let answer = until_closed(&sandbox, &format!("{person}\r\n"));
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    // In the middle of a body.
    let head = format!("POST /me/feed HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\nmessage=");
    let answer = until_closed(&sandbox, &head);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("idle_timeout"), "{answer}");
    let head =
        format!("POST /_sandbox/faults HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\nerror=2");
    let answer = until_closed(&sandbox, &head);
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(sandbox.requests().iter().all(|one| one.method == "GET"));
}

#[test]
fn many_slow_clients_do_not_stop_others() {
    let sandbox = Sandbox::builder().idle_timeout(PATIENCE).start().unwrap();
    let host = sandbox.url().trim_start_matches("http://");
    let mut slow: Vec<_> = (0..200).map(|_| TcpStream::connect(host).unwrap()).collect();
    for stream in &mut slow {
        stream.write_all(b"GET /me HTTP/1.1\r\nHost:").unwrap();
    }
    get(&sandbox, &sandbox.user_token(), "/me", &[]).ok();
}

#[test]
fn delayed_and_slow_responses_are_not_idle() {
    let sandbox = Sandbox::builder().idle_timeout(Duration::from_millis(20)).start().unwrap();
    for fault in ["latency=200ms", "slow=30ms"] {
        let id = sandbox.fault(fault.parse().unwrap());
        assert_eq!(get(&sandbox, &sandbox.user_token(), "/me", &[]).ok()["id"], sandbox.user_id());
        sandbox.remove_fault(id);
    }
}

#[test]
fn a_body_that_drips_has_an_end() {
    let sandbox = Sandbox::builder().idle_timeout(Duration::from_millis(300)).start().unwrap();
    let host = sandbox.url().trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    let head = format!("POST /me/feed HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100000\r\n\r\nmessage=");
    stream.write_all(head.as_bytes()).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(10))).unwrap();
    let mut answer = [0; 4096];
    // It is never idle, and would take a quarter of an hour.
    let read = (0..100_000).find_map(|_| {
        let _ = stream.write_all(b"x");
        stream.read(&mut answer).ok()
    });
    let answer = String::from_utf8_lossy(&answer[..read.unwrap()]);
    assert!(answer.starts_with("HTTP/1.1 408") && answer.contains("10 times"), "{answer}");
}

#[test]
fn a_client_that_never_reads_its_answer_is_left() {
    const SIZE: usize = 24 << 20;
    let sandbox = Sandbox::builder().idle_timeout(Duration::from_millis(300)).start().unwrap();
    upload(&sandbox, &sandbox.user_token(), SIZE).ok();
    let host = sandbox.url().trim_start_matches("http://");
    let received = |wait: Duration| {
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET /_sandbox/files/1 HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")
            .unwrap();
        thread::sleep(wait);
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (mut all, mut buffer) = (0, vec![0; 1 << 20]);
        while let Ok(read @ 1..) = stream.read(&mut buffer) {
            all += read;
        }
        all
    };
    // What the buffers of the system hold still arrives.
    let late = received(Duration::from_secs(2));
    assert!(late < SIZE, "{late}");
    assert!(received(Duration::ZERO) > SIZE);
}
