//! From an HTTP request to an HTTP response.

use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    http::{Method, header},
    response::Response,
};

use super::{
    body::{Bodies, Received},
    deliver,
    leash::Leash,
    response::response,
    upload::Upload,
};
use crate::{
    fault::{Cut, Effects, Fault},
    protocol::{Answer, Call, PREFIX, Refusal, Verb},
    service::Shared,
    updates,
};

/// The header that injects faults into its own call.
pub(super) const FAULT: &str = "x-sandbox-fault";

/// The maximum length of that header, in bytes.
pub(super) const MAX_FAULT: usize = 8 << 10;

pub(super) async fn respond(
    State((shared, bodies)): State<(Shared, Bodies)>,
    Extension(leash): Extension<Leash>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    if parts.method == Method::POST
        && let Some(upload) = Upload::of(&parts)
    {
        return upload.respond(&shared, &bodies, &leash, body).await;
    }
    // Counts as held until the call is answered.
    let received = bodies.read(body).await;
    let bytes = received.as_ref().map(Received::bytes);
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
        Err(refusal) => Err((*refusal).clone()),
    };
    if is_control(target) {
        let text = String::from_utf8_lossy(bytes.unwrap_or_default()).into_owned();
        // The body of a control call need not be a form, but it has to be complete.
        let call = call.or_else(|refusal| if bytes.is_ok() { read(b"") } else { Err(refusal) });
        let answer = match call {
            Ok(call) => shared.lock().control(&call, &text),
            Err(refusal) => refusal.answer(shared.lock().world.count()),
        };
        shared.wake();
        return response(answer, None, &Effects::default(), &leash);
    }
    // A header that is not text is passed on as an unclosed quote, which the parser reports.
    let faults = parts.headers.get(FAULT).map(|value| value.to_str().unwrap_or("\""));
    if faults.is_some_and(|faults| faults.len() > MAX_FAULT) {
        let refusal = Refusal::parameter(format!("{FAULT}: longer than {MAX_FAULT} bytes"));
        return refused(&shared, refusal, &leash);
    }
    let faults = faults.map(Fault::all).transpose();
    let (mut call, faults) = match (call, faults) {
        (Ok(call), Ok(faults)) => (call, faults.unwrap_or_default()),
        (Err(refusal), _) => return refused(&shared, refusal, &leash),
        (_, Err(error)) => {
            return refused(&shared, Refusal::parameter(format!("{FAULT}: {error}")), &leash);
        }
    };
    call.if_none_match = header(header::IF_NONE_MATCH).map(str::to_owned);
    let effects = shared.lock().effects(&call, &faults);
    if !effects.latency.is_zero() {
        tokio::time::sleep(effects.latency).await;
    }
    if effects.cut == Some(Cut::Before) {
        leash.cut_after(0);
        return Response::new(Body::empty());
    }
    let subscribes = call.verb == Verb::Post
        && !effects.replaces_response()
        && updates::is_subscription_call(&shared.lock().world, &call);
    let answer =
        if subscribes { subscribe(&shared, &call).await } else { shared.lock().answer(&call, &effects) };
    shared.wake();
    response(answer, call.version.as_deref(), &effects, &leash)
}

/// Creates a subscription without holding the lock during the handshake.
async fn subscribe(shared: &Shared, call: &Call) -> Answer {
    let subscribing = match shared.lock().prepare_subscription(call) {
        Ok(subscribing) => subscribing,
        Err(answer) => return answer,
    };
    let anywhere = shared.lock().world.callbacks_anywhere;
    let handshake = deliver::get(&subscribing.pending.handshake, anywhere).await;
    shared.lock().confirm_subscription(subscribing, handshake)
}

fn is_control(target: &str) -> bool {
    let rest = target.trim_start_matches('/').strip_prefix(PREFIX);
    // Files are loaded like nodes, with a token.
    rest.is_some_and(|rest| {
        (rest.is_empty() || rest.starts_with(['/', '?'])) && !rest.starts_with("/downloads/")
    })
}

pub(super) fn refused(shared: &Shared, refusal: Refusal, leash: &Leash) -> Response {
    let answer = refusal.answer(shared.lock().world.count());
    response(answer, None, &Effects::default(), leash)
}
