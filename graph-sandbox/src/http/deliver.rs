//! The HTTP client for subscription handshakes and deliveries.

use std::time::Duration;

use axum::body::{Body, Bytes};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request, Uri,
    client::conn::http1,
    http::uri::{PathAndQuery, Scheme},
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time};

use crate::{
    service::{Service, Shared},
    updates,
};

/// How long to wait for a response.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The maximum size of a response body.
const MAX_BODY: usize = 64 << 10;

/// Status and body of the response; `None` if there was no response.
pub(super) async fn get(address: &str) -> Option<(u16, Vec<u8>)> {
    send(address, "GET", &[], Bytes::new()).await
}

/// Delivers notifications as they become due, until the sandbox stops.
pub(super) async fn run(shared: Shared) {
    loop {
        let (notification, wait) = {
            let service = shared.lock();
            let now = service.world.clock.elapsed();
            (service.updates.due(now), service.updates.next_due().map(|due| due.saturating_sub(now)))
        };
        let Some(notification) = notification else {
            match wait {
                Some(wait) => drop(time::timeout(wait, shared.woken()).await),
                None => shared.woken().await,
            }
            continue;
        };
        let mut headers = vec![("content-type", "application/json".to_owned())];
        headers.extend(updates::signatures(&shared.lock().world.cast.secret, notification.body.as_bytes()));
        let response = send(&notification.to, "POST", &headers, notification.body.into()).await;
        let mut service = shared.lock();
        let Service { world, updates, .. } = &mut *service;
        updates.finished(notification.number, response.map(|(status, _)| status), world.clock.elapsed());
    }
}

async fn send(
    address: &str,
    method: &str,
    headers: &[(&'static str, String)],
    body: Bytes,
) -> Option<(u16, Vec<u8>)> {
    time::timeout(TIMEOUT, exchange(address, method, headers, body)).await.ok()?
}

async fn exchange(
    address: &str,
    method: &str,
    headers: &[(&'static str, String)],
    body: Bytes,
) -> Option<(u16, Vec<u8>)> {
    let uri: Uri = address.parse().ok()?;
    if uri.scheme() != Some(&Scheme::HTTP) {
        return None;
    }
    let host = uri.authority()?.as_str();
    let peer = format!("{}:{}", uri.host()?, uri.port_u16().unwrap_or(80));
    let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
    let stream = TcpStream::connect(peer).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let mut request = Request::builder().method(method).uri(path).header("host", host);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.header("user-agent", "facebookexternalua").body(Full::new(body)).ok()?;
    let exchange = async {
        let response = sender.send_request(request).await.ok()?;
        let status = response.status().as_u16();
        let body = Limited::new(Body::new(response.into_body()), MAX_BODY).collect().await.ok()?;
        Some((status, body.to_bytes().to_vec()))
    };
    // The connection must be polled while waiting for the response.
    tokio::pin!(exchange);
    tokio::pin!(connection);
    let mut is_open = true;
    loop {
        tokio::select! {
            response = &mut exchange => return response,
            _ = &mut connection, if is_open => is_open = false,
        }
    }
}
