//! Errors: any status and body as the answer to reads and writes.

use std::future::IntoFuture as _;

use graph_client::{
    Error, ErrorKind, Method,
    api::{self as fb, event, user},
};

use super::wire::{World, check_error, response};

const STATUSES: [u16; 12] = [200, 400, 401, 403, 404, 429, 500, 503, 302, 204, 206, 418];

/// The first byte chooses the status, `0` is the first one. The rest is the body.
pub fn run(data: &[u8]) {
    let Some((status, body)) = data.split_first() else { return };
    let status = STATUSES[usize::from(status.wrapping_sub(b'0')) % STATUSES.len()];
    let body = body.to_vec();
    let world = World::new(move |_, _| response(status, body.clone()));
    let me = world.client();

    check(world.run(me.get::<fb::User>(user::me())).err(), false);
    check(world.run(me.page(user::me().friends())).err(), false);
    check(world.run(me.raw(Method::GET, "me").into_future()).err(), false);
    let writes = world.seen().len();
    check(world.run(me.send(user::me().events().create("x", event::Time::date(2012, 7, 4)))).err(), true);
    check(world.run(me.send(user::me().scores().create(5))).err(), true);
    check(world.run(me.send(event::id("5").delete())).err(), false);
    check(world.run(me.raw(Method::POST, "me/feed").into_future()).err(), true);
    assert!(writes <= 3 * 4 * 8, "{writes} requests");
}

fn check(error: Option<Error>, is_write: bool) {
    let Some(error) = error else { return };
    check_error(&error);
    assert!((1..=4).contains(&error.attempts()), "{} attempts", error.attempts());
    if is_write && error.kind() != ErrorKind::Throttled {
        assert!(!error.is_retryable(), "a write that may have taken effect is not retryable: {error:?}");
        assert_eq!(error.attempts(), 1, "{error:?}");
    }
    assert!(!(error.happened() && error.is_retryable()), "{error:?}");
    let url = error.login_url("5", "https://app.example/");
    assert_eq!(url.is_some(), !error.missing_permissions().is_empty());
}
