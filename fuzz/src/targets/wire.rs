//! A client whose server, clock and randomness are part of the input, and what must hold for everything that it shows.

use std::{
    future::Future,
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    time::Duration,
};

use bytes::Bytes;
use graph_client::{
    Client, Error, Graph, Timer, UserToken,
    transport::{BoxFuture, Transport, TransportError},
};

/// The access token. Inputs contain it too: what a server repeats of it must not be shown.
pub const TOKEN: &str = "EAAhUsHsEcReTmArK";

/// The host of the client.
pub const HOST: &str = "https://graph.example";

/// What a server answers to the request with a number.
pub type Script = dyn Fn(usize, &http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync;

/// A server in memory, and the clock of its client.
#[derive(Clone)]
pub struct World {
    script: Arc<Script>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    now: Duration,
    wake: Vec<Duration>,
    seen: Vec<(http::Method, String)>,
}

impl World {
    pub fn new(
        script: impl Fn(usize, &http::Request<Bytes>) -> http::Response<Bytes> + Send + Sync + 'static,
    ) -> Self {
        Self { script: Arc::new(script), state: Arc::default() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A client of this server, in strict mode.
    pub fn client(&self) -> Client<UserToken> {
        let graph = Graph::builder()
            .host(HOST)
            .version("v2.0")
            .transport(self.clone())
            .timer(self.clone())
            .on_deviation(|deviation| one_line(&deviation.to_string(), "a deviation"))
            .build();
        graph.with(UserToken::new(TOKEN))
    }

    /// Methods and URLs of the requests so far.
    pub fn seen(&self) -> Vec<(http::Method, String)> {
        self.state().seen.clone()
    }

    /// The time that has passed.
    pub fn elapsed(&self) -> Duration {
        self.state().now
    }

    /// Runs a call to its end. While it waits, the clock jumps to the moment for which it waits.
    pub fn run<T>(&self, call: impl Future<Output = T>) -> T {
        let mut call = pin!(call);
        for _ in 0..100_000 {
            if let Poll::Ready(result) = call.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return result;
            }
            let mut state = self.state();
            let next = state.wake.drain(..).min();
            state.now = next.expect("the call waits for something").max(state.now);
        }
        panic!("the call does not end");
    }
}

impl Transport for World {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let url = request.uri().to_string();
        assert!(url.starts_with(HOST) && !url[HOST.len()..].starts_with(['.', '@', ':']), "left the host");
        let number = {
            let mut state = self.state();
            state.seen.push((request.method().clone(), url));
            state.seen.len() - 1
        };
        let response = (self.script)(number, &request);
        Box::pin(async move { Ok(response) })
    }
}

impl Timer for World {
    fn now(&self) -> Duration {
        self.elapsed()
    }

    fn unix_seconds(&self) -> u64 {
        1_400_000_000
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        let until = self.elapsed().saturating_add(time);
        Box::pin(Sleep { world: self.clone(), until })
    }

    fn random(&self) -> u64 {
        u64::MAX / 2
    }
}

struct Sleep {
    world: World,
    until: Duration,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        let mut state = self.world.state();
        if state.now >= self.until {
            return Poll::Ready(());
        }
        state.wake.push(self.until);
        Poll::Pending
    }
}

/// A response with a status and a body.
pub fn response(status: u16, body: impl Into<Bytes>) -> http::Response<Bytes> {
    let mut response = http::Response::new(body.into());
    *response.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
    response
}

/// A text for a log: no text of a server can forge a line of it.
#[track_caller]
pub fn one_line(text: &str, what: &str) {
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    assert!(!text.contains(breaks), "{what} is not one line: {}", text.escape_debug());
}

#[track_caller]
pub fn hides_secret(text: &str, what: &str) {
    assert!(!text.contains(TOKEN), "{what} shows the access token");
}

/// What holds for each error: one line.
#[track_caller]
pub fn error_is_one_line(error: &Error) {
    one_line(&error.to_string(), "an error");
    one_line(&format!("{error:?}"), "an error");
    if let Some(cause) = std::error::Error::source(error) {
        one_line(&cause.to_string(), "a cause");
    }
}

/// What holds for each error of a call: one line, without secrets.
#[track_caller]
pub fn check_error(error: &Error) {
    error_is_one_line(error);
    hides_secret(&format!("{error} {error:?}"), "an error");
    if let Some(cause) = std::error::Error::source(error) {
        hides_secret(&format!("{cause} {cause:?}"), "a cause");
    }
    let data = error.error_data().map(ToString::to_string);
    let user = error.user_message();
    let texts = [
        error.server_message(),
        error.server_type(),
        error.trace_id(),
        error.response(),
        error.original_response(),
        error.details(),
        user.map(|(title, _)| title),
        user.map(|(_, text)| text),
        data.as_deref(),
    ];
    for text in texts.into_iter().flatten() {
        hides_secret(text, "a part of an error");
    }
    if error.response().is_some() || error.server_message().is_some() {
        assert!(error.attempts() > 0, "a response without an attempt");
    }
    let _ = error.clone().missing_permissions();
}
