//! Reading the bodies of requests, within limits of size and time.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::body::Body;
use http_body_util::{BodyExt, Limited};
use tokio::time;

use crate::protocol::Refusal;

/// The maximum size of a request body.
const MAX_BODY: usize = 64 << 20;

/// How many idle timeouts a body may take, so that a slow trickle ends, too.
const MAX_IDLE_TIMES: u32 = 10;

/// Reads bodies, and counts the bytes that all requests hold together.
#[derive(Clone, Debug)]
pub(super) struct Bodies {
    limit: usize,
    idle_timeout: Duration,
    held: Arc<AtomicUsize>,
}

/// The body of a request, which counts until it is dropped.
#[derive(Debug)]
pub(super) struct Received {
    bytes: Vec<u8>,
    held: Arc<AtomicUsize>,
}

impl Received {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Received {
    fn drop(&mut self) {
        self.held.fetch_sub(self.bytes.len(), Ordering::Relaxed);
    }
}

impl Bodies {
    /// At most `limit` bytes are held at a time.
    pub(super) fn new(limit: usize, idle_timeout: Duration) -> Self {
        Self { limit, idle_timeout, held: Arc::default() }
    }

    pub(super) async fn read(&self, body: Body) -> Result<Received, Refusal> {
        let most = self.idle_timeout.saturating_mul(MAX_IDLE_TIMES);
        time::timeout(most, self.frames(body)).await.unwrap_or_else(|_| {
            let message = format!(
                "The body is incomplete after {MAX_IDLE_TIMES} times the idle timeout (Builder::idle_timeout)"
            );
            Err(Refusal::parameter(message).status(408))
        })
    }

    /// Reads a body, and keeps the part of an interrupted one that arrived. Returns whether it is complete.
    pub(super) async fn read_part(&self, body: Body) -> (Received, bool) {
        let most = self.idle_timeout.saturating_mul(MAX_IDLE_TIMES);
        let mut received = Received { bytes: Vec::new(), held: self.held.clone() };
        let read = time::timeout(most, self.fill(body, &mut received)).await;
        (received, matches!(read, Ok(Ok(()))))
    }

    async fn frames(&self, body: Body) -> Result<Received, Refusal> {
        let mut received = Received { bytes: Vec::new(), held: self.held.clone() };
        self.fill(body, &mut received).await.map(|()| received)
    }

    async fn fill(&self, body: Body, received: &mut Received) -> Result<(), Refusal> {
        let mut body = Limited::new(body, MAX_BODY);
        loop {
            match time::timeout(self.idle_timeout, body.frame()).await {
                Ok(None) => return Ok(()),
                Ok(Some(Ok(frame))) => {
                    let data = frame.data_ref().map_or(&[][..], |data| data);
                    self.hold(data.len())?;
                    received.bytes.extend_from_slice(data);
                }
                Ok(Some(Err(_))) => {
                    let message = format!("The body is incomplete, or larger than {MAX_BODY} bytes");
                    return Err(Refusal::parameter(message).status(413));
                }
                Err(_) => {
                    let message = "The body is incomplete, and nothing more arrived (Builder::idle_timeout)";
                    return Err(Refusal::parameter(message).status(408));
                }
            }
        }
    }

    /// Counts more bytes, or refuses them.
    fn hold(&self, more: usize) -> Result<(), Refusal> {
        let held = self.held.fetch_add(more, Ordering::Relaxed);
        if held.saturating_add(more) <= self.limit {
            return Ok(());
        }
        self.held.fetch_sub(more, Ordering::Relaxed);
        let limit = self.limit;
        let message = format!(
            "All requests together may send {limit} bytes at a time; send this one again, or raise the limit (Builder::bodies_limit)"
        );
        Err(Refusal::new(2, message).status(503))
    }
}
