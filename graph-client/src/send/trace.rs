//! Spans and events for `tracing`, with the names of OpenTelemetry where it has one. They contain names, numbers and
//! error kinds, but no URL and no text of the server.

use http::Uri;
use tracing::{Span, field::Empty};

use super::Caller;
use crate::{request::Request, send::CallReport};

/// The span of a call with all its attempts.
pub(crate) fn span(caller: &Caller, request: &Request) -> Span {
    let operation = request.description.map(|description| description.name);
    let span = tracing::debug_span!(
        "graph.call",
        otel.name = Empty,
        otel.kind = "client",
        otel.status_code = Empty,
        operation = operation.unwrap_or("raw"),
        http.request.method = request.method.as_str(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        server.address = Empty,
        server.port = Empty,
        url.scheme = Empty,
        "error.type" = Empty,
        graph.error.code = Empty,
        graph.trace_id = Empty,
    );
    if span.is_disabled() {
        return span;
    }
    match operation {
        Some(operation) => span.record("otel.name", format!("{} {operation}", request.method)),
        None => span.record("otel.name", request.method.as_str()),
    };
    let host = caller.shared.host.as_deref().unwrap_or(request.host());
    if let Ok(host) = host.parse::<Uri>() {
        let scheme = host.scheme_str().unwrap_or("https");
        span.record("url.scheme", scheme);
        span.record("server.port", host.port_u16().unwrap_or(if scheme == "http" { 80 } else { 443 }));
        // Leave out a user and a password.
        if let Some(name) = host.host() {
            span.record("server.address", name.trim_start_matches('[').trim_end_matches(']'));
        }
    }
    span
}

/// Records the end of an attempt in the span of its call. What was recorded of an attempt before is replaced.
pub(crate) fn record(span: &Span, report: &CallReport<'_>) {
    if let Some(status) = report.status {
        span.record("http.response.status_code", status);
    }
    if report.attempt > 1 {
        span.record("http.request.resend_count", report.attempt - 1);
    }
    // The call failed only with its last attempt.
    if let Some(error) = report.error.filter(|_| report.again_in.is_none()) {
        span.record("otel.status_code", "ERROR");
        span.record("error.type", format!("{:?}", error.kind()));
        span.record("graph.error.code", error.code());
        span.record("graph.trace_id", error.trace_id());
    }
}

/// The event at the end of an attempt.
pub(crate) fn attempt(report: &CallReport<'_>) {
    let took_ms = millis(report.took);
    let waited_ms = millis(report.waited);
    let (attempt, status) = (report.attempt, report.status);
    let Some(error) = report.error else {
        tracing::debug!(attempt, http.response.status_code = status, took_ms, waited_ms, "response received");
        return;
    };
    tracing::warn!(
        attempt,
        http.response.status_code = status,
        took_ms,
        waited_ms,
        "error.type" = format!("{:?}", error.kind()),
        graph.error.code = error.code(),
        graph.trace_id = error.trace_id(),
        again_in_ms = report.again_in.map(millis),
        "attempt failed"
    );
}

fn millis(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The event that the shared store of limits failed. The reason is not included: it may contain a password.
pub(crate) fn store_failed() {
    tracing::warn!(
        "the store of rate limits failed or was too slow; the call uses the limits known to this process"
    );
}
