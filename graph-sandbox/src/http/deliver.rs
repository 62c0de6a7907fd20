//! The HTTP client for subscription handshakes and deliveries.

use std::{net::SocketAddr, time::Duration};

use axum::body::{Body, Bytes};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request, Uri,
    client::conn::http1,
    http::uri::{PathAndQuery, Scheme},
};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{self, TcpStream},
    time,
};

use crate::{
    service::{Service, Shared},
    updates::{self, Unreached},
};

/// How long to wait for a response.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The maximum size of a response body.
const MAX_BODY: usize = 64 << 10;

/// Status and body of a response.
type Outcome = Result<(u16, Vec<u8>), Unreached>;

/// Sends a handshake; `anywhere` permits other machines.
pub(super) async fn get(address: &str, anywhere: bool) -> Outcome {
    send(address, "GET", &[], Bytes::new(), anywhere).await
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
        let content_type = match notification.is_form {
            true => "application/x-www-form-urlencoded",
            false => "application/json",
        };
        let mut headers = vec![("content-type", content_type.to_owned())];
        let anywhere = {
            let world = &shared.lock().world;
            if !notification.is_form {
                headers.extend(updates::signatures(&world.cast.secret, notification.body.as_bytes()));
            }
            world.callbacks_anywhere
        };
        let response = send(&notification.to, "POST", &headers, notification.body.into(), anywhere).await;
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
    anywhere: bool,
) -> Outcome {
    let sent = time::timeout(TIMEOUT, async {
        let (uri, stream) = connect(address, anywhere).await?;
        exchange(&uri, stream, method, headers, body).await.ok_or(Unreached::Silent)
    });
    sent.await.unwrap_or(Err(Unreached::Silent))
}

/// Connects to one of the addresses that the host of a URL has. They are looked up once, so that the address that
/// is checked is the one that is called.
async fn connect(address: &str, anywhere: bool) -> Result<(Uri, TcpStream), Unreached> {
    let uri: Uri = address.parse().map_err(|_| Unreached::Silent)?;
    let Some(host) = uri.host().filter(|_| uri.scheme() == Some(&Scheme::HTTP)) else {
        return Err(Unreached::Silent);
    };
    let found = net::lookup_host(format!("{host}:{}", uri.port_u16().unwrap_or(80))).await;
    let found: Vec<SocketAddr> = found.map_err(|_| Unreached::Silent)?.collect();
    let permitted: Vec<SocketAddr> =
        found.iter().copied().filter(|peer| anywhere || peer.ip().to_canonical().is_loopback()).collect();
    if permitted.is_empty() && !found.is_empty() {
        return Err(Unreached::Elsewhere(host.to_owned()));
    }
    match TcpStream::connect(&*permitted).await {
        Ok(stream) => Ok((uri, stream)),
        Err(_) => Err(Unreached::Silent),
    }
}

async fn exchange(
    uri: &Uri,
    stream: TcpStream,
    method: &str,
    headers: &[(&'static str, String)],
    body: Bytes,
) -> Option<(u16, Vec<u8>)> {
    let host = uri.authority()?.as_str();
    let path = uri.path_and_query().map_or("/", PathAndQuery::as_str);
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
