//! The HTTP side: a thread with a runtime of its own.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::Duration,
};

use axum::{
    Router,
    body::{self, Body},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware,
    response::Response,
};
use tokio::sync::watch;

use crate::{
    answer::{self, Answer, Refusal},
    call::Call,
    dispatch,
    docs::{self, Docs},
    recorded::Recorded,
    world::World,
};

/// The largest body that is read.
const LARGEST: usize = 64 << 20;
/// How long open calls may take to end once the sandbox stops.
const PATIENCE: Duration = Duration::from_millis(500);

pub(crate) type Shared = Arc<Mutex<World>>;

/// The world, whatever happened to another thread that held it.
pub(crate) fn lock(world: &Shared) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A server that stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    stop: Option<watch::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// Takes a port before there is anything to serve, since answers hold the server's address.
pub(crate) fn bind(port: u16) -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}

impl Server {
    pub(crate) fn start(listener: TcpListener, world: Shared) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stop, stopped) = watch::channel(());
        let thread = thread::Builder::new().name("graph-sandbox".to_owned()).spawn(move || {
            runtime.block_on(serve(listener, world, stopped));
        })?;
        Ok(Self { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic over there was reported over there.
            let _ = thread.join();
        }
    }
}

async fn serve(listener: tokio::net::TcpListener, world: Shared, stopped: watch::Receiver<()>) {
    let (mut first, mut second) = (stopped.clone(), stopped);
    let docs = middleware::from_fn_with_state(Docs::new(Arc::clone(&world)), docs::pages);
    let app = Router::new().fallback(respond).with_state(world).layer(docs);
    let serving = axum::serve(listener, app).with_graceful_shutdown(async move {
        let _ = first.changed().await;
    });
    let impatience = async move {
        let _ = second.changed().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        _ = serving.into_future() => {}
        () = impatience => {}
    }
}

async fn respond(State(world): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = body::to_bytes(body, LARGEST).await;
    let header = |name: header::HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let call = match &bytes {
        Ok(bytes) => Call::read(
            parts.method.as_str(),
            target,
            header(header::AUTHORIZATION),
            header(header::CONTENT_TYPE),
            bytes,
        ),
        Err(_) => Err(Refusal::parameter("The body is too large or broke off").status(413)),
    };
    let mut world = lock(&world);
    let (answer, version) = match call {
        Ok(call) => (answer_to(&mut world, &call), call.version),
        Err(refusal) => (refusal.answer(world.count()), None),
    };
    drop(world);
    response(answer, version.as_deref())
}

fn answer_to(world: &mut World, call: &Call) -> Answer {
    // The record stands before those of the batch's items, so its place is taken first.
    let at = world.recorded.len();
    world.recorded.push(Recorded::of(call, 0, false));
    let answer = dispatch::answer(world, call);
    if let Some(recorded) = world.recorded.get_mut(at) {
        recorded.status = answer.status;
    }
    answer
}

fn response(answer: Answer, version: Option<&str>) -> Response {
    let text = answer.body.as_ref().map(answer::to_text).unwrap_or_default();
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    set(headers, "content-type", answer::CONTENT_TYPE);
    set(headers, "cache-control", "private, no-cache, no-store, must-revalidate");
    set(headers, "access-control-allow-origin", "*");
    set(headers, "facebook-api-version", version.unwrap_or(answer::OLDEST_VERSION));
    for (name, value) in &answer.headers {
        set(headers, name, value);
    }
    response
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
