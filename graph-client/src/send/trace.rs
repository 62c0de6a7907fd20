//! Spans and events for `tracing`. They contain names, numbers and error kinds, but no URL and no text of the
//! server.

use tracing::Span;

use crate::{request::Request, send::CallReport};

/// The span of a call with all its attempts.
pub(crate) fn span(request: &Request) -> Span {
    let operation = request.description.map_or("raw", |description| description.name);
    tracing::debug_span!("graph.call", operation, method = request.method.as_str())
}

/// The event at the end of an attempt.
pub(crate) fn attempt(report: &CallReport<'_>) {
    let took = report.took.as_millis() as u64;
    let waited = report.waited.as_millis() as u64;
    let (attempt, status) = (report.attempt, report.status.unwrap_or_default());
    match report.error {
        None => tracing::debug!(attempt, status, took_ms = took, waited_ms = waited, "response received"),
        Some(error) => {
            let again = report.again_in.map_or(-1, |wait| wait.as_millis() as i64);
            let kind = format!("{:?}", error.kind());
            let (code, trace) = (error.code().unwrap_or_default(), error.trace_id().unwrap_or_default());
            tracing::warn!(
                attempt,
                status,
                took_ms = took,
                waited_ms = waited,
                kind,
                code,
                trace,
                again_in_ms = again,
                "attempt failed"
            );
        }
    }
}
