//! Bytes of files that are uploaded: those that arrive before an interruption are kept.

use axum::{
    body::Body,
    http::{HeaderMap, header, request::Parts},
    response::Response,
};

use super::{
    body::Bodies,
    leash::Leash,
    respond::{FAULT, MAX_FAULT, refused},
    response::response,
};
use crate::{
    dispatch::{Bytes, Place},
    fault::{Cut, Effects, Fault},
    protocol::{Call, Refusal},
    service::Shared,
};

/// An upload whose bytes have not been read.
pub(super) struct Upload {
    call: Call,
    place: Place,
    headers: HeaderMap,
}

impl Upload {
    /// The upload, if the request is one.
    pub(super) fn of(parts: &Parts) -> Option<Self> {
        let authorization = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let target = parts.uri.path_and_query().map_or("/", |target| target.as_str());
        let call = Call::read(parts.method.as_str(), target, authorization, None, b"").ok()?;
        Some(Self { place: Place::of(&call)?, call, headers: parts.headers.clone() })
    }

    pub(super) async fn respond(
        self,
        shared: &Shared,
        bodies: &Bodies,
        leash: &Leash,
        body: Body,
    ) -> Response {
        let (received, is_whole) = bodies.read_part(body).await;
        let text = |name: &str| self.headers.get(name).and_then(|value| value.to_str().ok());
        let faults = text(FAULT).filter(|faults| faults.len() <= MAX_FAULT).map(Fault::all).transpose();
        let faults = match faults {
            Ok(faults) => faults.unwrap_or_default(),
            Err(error) => {
                return refused(shared, Refusal::parameter(format!("{FAULT}: {error}")), leash);
            }
        };
        let effects: Effects = shared.lock().effects(&self.call, &faults);
        if !effects.latency.is_zero() {
            tokio::time::sleep(effects.latency).await;
        }
        // A cut before the response comes in the middle of the bytes.
        let is_cut = effects.cut == Some(Cut::Before);
        let bytes = received.bytes();
        let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
        let sent = Bytes {
            header: &|name| text(name).map(str::to_owned),
            bytes: if is_cut { half } else { bytes },
            is_whole: is_whole && !is_cut,
        };
        let answer = match effects.replaces_response() {
            true => shared.lock().answer(&self.call, &effects),
            false => shared.lock().upload(&self.call, &self.place, &sent),
        };
        shared.wake();
        if is_cut {
            leash.cut_after(0);
            return Response::new(Body::empty());
        }
        response(answer, self.call.version.as_deref(), &effects, leash)
    }
}
