//! Writing an [`Answer`] as an HTTP response, with the faults that affect its transfer.

use std::time::Duration;

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::Response,
};

use super::leash::Leash;
use crate::{
    fault::{Cut, Effects},
    protocol::{Answer, CONTENT_TYPE, OLDEST_VERSION, to_text},
};

/// How many pieces a slow body is sent in.
const PIECES: usize = 16;

/// How many bytes of a response with a cut header are sent: more than the status line, less than the header.
const CUT_HEAD: usize = 40;

pub(super) fn response(answer: Answer, version: Option<&str>, effects: &Effects, leash: &Leash) -> Response {
    let (content_type, mut bytes) = match answer.raw {
        Some(raw) => (raw.content_type, raw.bytes),
        None => (CONTENT_TYPE.to_owned(), answer.body.as_ref().map(to_text).unwrap_or_default().into_bytes()),
    };
    if effects.truncate {
        bytes.truncate(bytes.len() / 2);
    }
    match effects.cut {
        Some(Cut::Head) => leash.cut_after(CUT_HEAD),
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
    set(headers, "facebook-api-version", version.unwrap_or(OLDEST_VERSION));
    // A streamed body has no length of its own.
    if effects.slow.is_some() {
        set(headers, "content-length", &length.to_string());
    }
    for (name, value) in &answer.headers {
        set(headers, name, value);
    }
    for (name, value) in &effects.headers {
        set(headers, name, value);
    }
    response
}

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

/// Sets a header; an invalid name or value is left out.
fn set(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
        headers.insert(name, value);
    }
}
