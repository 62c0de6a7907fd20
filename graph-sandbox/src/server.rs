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
    body::{self, Body, Bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware,
    response::Response,
};
use tokio::sync::{Notify, watch};

use crate::{
    answer::{self, Answer, Refusal},
    call::{Call, Verb},
    control, deliver,
    docs::{self, Docs},
    fault::{self, Cut, Effects, Fault},
    hook,
    recorded::Recorded,
    wire::{Leash, Leashed},
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
    pub(crate) fn start(listener: TcpListener, world: Shared, bell: Arc<Notify>) -> io::Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener)?
        };
        let (stop, stopped) = watch::channel(());
        let thread = thread::Builder::new().name("graph-sandbox".to_owned()).spawn(move || {
            runtime.block_on(serve(listener, world, bell, stopped));
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

async fn serve(
    listener: tokio::net::TcpListener,
    world: Shared,
    bell: Arc<Notify>,
    stopped: watch::Receiver<()>,
) {
    let (mut first, mut second) = (stopped.clone(), stopped);
    let docs = middleware::from_fn_with_state(Docs::new(Arc::clone(&world)), docs::pages);
    let app = Router::new().fallback(respond).with_state((Arc::clone(&world), Arc::clone(&bell))).layer(docs);
    let app = app.into_make_service_with_connect_info::<Leash>();
    let serving = axum::serve(Leashed(listener), app).with_graceful_shutdown(async move {
        let _ = first.changed().await;
    });
    let impatience = async move {
        let _ = second.changed().await;
        tokio::time::sleep(PATIENCE).await;
    };
    tokio::select! {
        _ = serving.into_future() => {}
        () = impatience => {}
        () = deliver::run(world, bell) => {}
    }
}

/// The header by which a call asks for trouble.
const FAULT: &str = "x-sandbox-fault";

async fn respond(
    State((world, bell)): State<(Shared, Arc<Notify>)>,
    ConnectInfo(leash): ConnectInfo<Leash>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = body::to_bytes(body, LARGEST).await;
    let header = |name: header::HeaderName| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
    let read = |bytes: &[u8]| {
        Call::read(
            parts.method.as_str(),
            target,
            header(header::AUTHORIZATION),
            header(header::CONTENT_TYPE),
            bytes,
        )
    };
    let call = match &bytes {
        Ok(bytes) => read(bytes),
        Err(_) => Err(Refusal::parameter("The body is too large or broke off").status(413)),
    };
    if is_control(target) {
        let text = String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
        // Whatever its body is, what it asks stands in the path.
        let call = call.or_else(|_| read(b""));
        let mut world = lock(&world);
        let answer = match call {
            Ok(call) => control::answer(&mut world, &call, &text),
            Err(refusal) => refusal.answer(world.count()),
        };
        world.send_news();
        let answer = world.keep(answer);
        drop(world);
        bell.notify_one();
        return response(answer, None, &Effects::default(), &leash);
    }
    let asked = parts.headers.get(FAULT).map(|value| value.to_str().unwrap_or("\""));
    let asked = asked.map(Fault::all).transpose();
    let (call, asked) = match (call, asked) {
        (Ok(call), Ok(asked)) => (call, asked.unwrap_or_default()),
        (Err(refusal), _) => return refused(&world, refusal, &leash),
        (_, Err(error)) => {
            return refused(&world, Refusal::parameter(format!("{FAULT}: {error}")), &leash);
        }
    };
    let mut call = call;
    call.if_none_match = header(header::IF_NONE_MATCH).map(str::to_owned);
    let effects = lock(&world).effects(&call, false, &asked);
    if !effects.latency.is_zero() {
        tokio::time::sleep(effects.latency).await;
    }
    if effects.cut == Some(Cut::Before) {
        leash.cut_after(0);
        return Response::new(Body::empty());
    }
    let subscribes =
        call.verb == Verb::Post && effects.instead.is_none() && hook::is_meant(&lock(&world), &call);
    let answer = if subscribes {
        subscribe(&world, &call).await
    } else {
        answer_to(&mut lock(&world), &call, &effects)
    };
    bell.notify_one();
    response(answer, call.version.as_deref(), &effects, &leash)
}

/// The address has to agree, which takes its time.
async fn subscribe(world: &Shared, call: &Call) -> Answer {
    let asked = {
        let mut world = lock(world);
        let place = world.recorded.push(Recorded::of(call, 0, false));
        match hook::asked(&mut world, call) {
            Ok(asked) => Ok((asked, place)),
            Err(refusal) => {
                let answer = refusal.answer(world.count());
                world.recorded.ended(place, answer.status);
                Err(answer)
            }
        }
    };
    let (asked, place) = match asked {
        Ok(asked) => asked,
        Err(answer) => return answer,
    };
    let said = deliver::get(&asked.handshake).await;
    let mut world = lock(world);
    let answer = hook::agreed(&mut world, asked, said);
    world.recorded.ended(place, answer.status);
    world.keep(answer)
}

fn is_control(target: &str) -> bool {
    let rest = target.trim_start_matches('/').strip_prefix(control::PREFIX);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

fn refused(world: &Shared, refusal: Refusal, leash: &Leash) -> Response {
    let answer = refusal.answer(lock(world).count());
    response(answer, None, &Effects::default(), leash)
}

fn answer_to(world: &mut World, call: &Call, effects: &Effects) -> Answer {
    // The record stands before those of the batch's items, so its place is taken first.
    let place = world.recorded.push(Recorded::of(call, 0, false));
    let answer = fault::answer(world, call, effects);
    world.recorded.ended(place, answer.status);
    world.send_news();
    world.keep(answer)
}

fn response(answer: Answer, version: Option<&str>, effects: &Effects, leash: &Leash) -> Response {
    let (content_type, mut bytes) = match answer.raw {
        Some(raw) => (raw.content_type, raw.bytes),
        None => (
            answer::CONTENT_TYPE.to_owned(),
            answer.body.as_ref().map(answer::to_text).unwrap_or_default().into_bytes(),
        ),
    };
    if effects.truncate {
        bytes.truncate(bytes.len() / 2);
    }
    match effects.cut {
        // Past the status line, and before the header is whole.
        Some(Cut::Head) => leash.cut_after(40),
        Some(Cut::Body) => leash.cut_in_body(bytes.len() / 2),
        Some(Cut::Before) | None => {}
    }
    let length = bytes.len();
    let mut response = Response::new(match effects.slow {
        Some(pause) => slowly(bytes, pause),
        None => Body::from(bytes),
    });
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    set(headers, "content-type", effects.content_type.as_deref().unwrap_or(&content_type));
    set(headers, "cache-control", "private, no-cache, no-store, must-revalidate");
    set(headers, "access-control-allow-origin", "*");
    set(headers, "facebook-api-version", version.unwrap_or(answer::OLDEST_VERSION));
    // Known all the same where the body comes in pieces.
    if effects.slow.is_some() {
        set(headers, "content-length", &length.to_string());
    }
    for (name, value) in &answer.headers {
        set(headers, name, value);
    }
    for (name, value) in &effects.headers {
        set_any(headers, name, value);
    }
    response
}

/// A body goes in so many pieces where it is slow.
const PIECES: usize = 16;

fn slowly(bytes: Vec<u8>, pause: Duration) -> Body {
    let piece = bytes.len().div_ceil(PIECES).max(1);
    let pieces = futures_util::stream::unfold(Bytes::from(bytes), move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let next = rest.split_to(piece.min(rest.len()));
        Some((Ok::<_, std::convert::Infallible>(next), rest))
    });
    Body::from_stream(pieces)
}

/// A header whose name is not known before.
fn set_any(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
        headers.insert(name, value);
    }
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
