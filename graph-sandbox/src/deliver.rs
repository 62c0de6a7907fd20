//! Calling others: the handshake of a subscription, and deliveries.

use std::{sync::Arc, time::Duration};

use axum::body::{Body, Bytes};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{Request, client::conn::http1};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, sync::Notify, time};

use crate::server::{Shared, lock};

/// Nobody is waited for longer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Nobody says more than this.
const LARGEST: usize = 64 << 10;

/// Status and body of an answer; none if there was none.
pub(crate) async fn get(address: &str) -> Option<(u16, Vec<u8>)> {
    send(address, "GET", &[], Bytes::new()).await
}

/// Delivers what is due until the sandbox stops.
pub(crate) async fn run(world: Shared, bell: Arc<Notify>) {
    loop {
        let (parcel, wait) = {
            let world = lock(&world);
            let now = world.faults.now();
            let signed =
                world.hooks.due(now).map(|parcel| (world.signatures(parcel.body.as_bytes()), parcel));
            (signed, world.hooks.next().map(|due| due.saturating_sub(now)))
        };
        let Some((signatures, parcel)) = parcel else {
            // Rung when something is new, or when time was skipped.
            match wait {
                Some(wait) => drop(time::timeout(wait, bell.notified()).await),
                None => bell.notified().await,
            }
            continue;
        };
        let mut headers = vec![("content-type", "application/json".to_owned())];
        headers.extend(signatures);
        let said = send(&parcel.to, "POST", &headers, parcel.body.into()).await;
        let mut world = lock(&world);
        let now = world.faults.now();
        world.hooks.ended(parcel.number, said.map(|(status, _)| status), now);
    }
}

async fn send(
    address: &str,
    method: &str,
    headers: &[(&'static str, String)],
    body: Bytes,
) -> Option<(u16, Vec<u8>)> {
    time::timeout(PATIENCE, exchange(address, method, headers, body)).await.ok()?
}

async fn exchange(
    address: &str,
    method: &str,
    headers: &[(&'static str, String)],
    body: Bytes,
) -> Option<(u16, Vec<u8>)> {
    let rest = address.strip_prefix("http://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let path = path.split('#').next().unwrap_or_default();
    let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
    let peer = if host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()) {
        host.to_owned()
    } else {
        format!("{host}:80")
    };
    let stream = TcpStream::connect(peer).await.ok()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.ok()?;
    let mut request = Request::builder().method(method).uri(path).header("host", host);
    for (name, value) in headers {
        request = request.header(*name, value);
    }
    let request = request.header("user-agent", "facebookexternalua").body(Full::new(body)).ok()?;
    let talk = async {
        let answer = sender.send_request(request).await.ok()?;
        let status = answer.status().as_u16();
        let body = Limited::new(Body::new(answer.into_body()), LARGEST).collect().await.ok()?;
        Some((status, body.to_bytes().to_vec()))
    };
    // The connection has to be driven while the answer is awaited.
    tokio::pin!(talk);
    tokio::pin!(connection);
    let mut is_open = true;
    loop {
        tokio::select! {
            said = &mut talk => return said,
            _ = &mut connection, if is_open => is_open = false,
        }
    }
}
