//! Usage headers: each line is a header of a response.

use std::time::Duration;

use graph_client::{Usage, api as fb, api::user};

use super::wire::{World, check_error, response};

const DAY: Duration = Duration::from_secs(24 * 3600);

pub fn run(data: &[u8]) {
    let mut headers = http::HeaderMap::new();
    for line in data.split(|byte| *byte == b'\n').take(20) {
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let (name, value) = (line[..colon].trim_ascii(), line[colon + 1..].trim_ascii());
        let header = (http::HeaderName::from_bytes(name), http::HeaderValue::from_bytes(value));
        let (Ok(name), Ok(value)) = header else { continue };
        headers.append(name, value);
    }
    check(&Usage::of(&headers));

    // Whatever the headers say, calls are not blocked for longer than a day.
    for status in [200, 400] {
        let headers = headers.clone();
        let world = World::new(move |_, _| {
            let mut response = response(
                status,
                match status {
                    200 => r#"{"id":"1"}"#,
                    _ => r#"{"error":{"message":"limit","code":4}}"#,
                },
            );
            *response.headers_mut() = headers.clone();
            response
        });
        let me = world.client();
        for call in 0..3 {
            let began = world.elapsed();
            if let Err(error) = world.run(me.get::<fb::User>(user::me())) {
                check_error(&error);
                if error.attempts() == 0 {
                    let wait = error.retry_after().expect("a call that was not sent says when to try again");
                    assert!(wait <= DAY + Duration::from_secs(60), "call {call} is blocked for {wait:?}");
                }
            }
            let took = world.elapsed() - began;
            assert!(took <= DAY, "call {call} took {took:?}");
        }
    }
}

fn check(usage: &Usage) {
    let counts =
        [usage.app, usage.page].into_iter().flatten().chain(usage.business.iter().map(|one| one.counts));
    for counts in counts {
        assert!(counts.highest().is_finite());
    }
    let waits = usage.business.iter().filter_map(|one| one.regain_access);
    let waits = waits.chain(usage.ad_account.iter().filter_map(|one| one.reset));
    assert!(waits.into_iter().all(|wait| !wait.is_zero()));
    assert!(usage.is_empty() == (*usage == Usage::default()));
    if usage.wait().is_some() {
        assert!(!usage.is_empty());
    }
    let _ = format!("{usage:?}");
}
