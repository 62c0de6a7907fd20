//! The default transport: `reqwest` over `rustls` with the system's certificates.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use rustls_platform_verifier::BuilderVerifierExt;

use super::{BoxFuture, Transport, TransportError};

/// Sends with `reqwest`: HTTP/1.1 over TLS, pooled connections, no redirects.
#[derive(Clone)]
pub struct Reqwest(Result<reqwest::Client, TransportError>);

impl Reqwest {
    /// A client of one's own, for proxies and other timeouts. It must not follow redirects.
    pub fn new(client: reqwest::Client) -> Self {
        Self(Ok(client))
    }
}

impl Default for Reqwest {
    fn default() -> Self {
        Self(client())
    }
}

fn client() -> Result<reqwest::Client, TransportError> {
    // ring in place of aws-lc-rs: it needs no CMake and builds in a fraction of the time.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_platform_verifier())
        .map_err(|error| TransportError::new(format!("TLS cannot be set up: {error}")))?
        .with_no_client_auth();
    reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(Duration::from_secs(10))
        .user_agent(concat!("graph-client/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(failed)
}

/// Without the address: it may hold what nobody should read.
fn failed(error: reqwest::Error) -> TransportError {
    let (timeout, unreached) = (error.is_timeout(), error.is_connect());
    let error = error.without_url();
    let mut message = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        message = format!("{message}: {cause}");
        source = cause.source();
    }
    match (timeout, unreached) {
        // Also where connecting itself took too long.
        (_, true) => TransportError::not_sent(message),
        (true, false) => TransportError::timeout(message),
        (false, false) => TransportError::new(message),
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let client = self.0.clone();
        Box::pin(async move {
            let request: reqwest::Request = request.map(reqwest::Body::from).try_into().map_err(failed)?;
            let answer = client?.execute(request).await.map_err(failed)?;
            let (status, headers) = (answer.status(), answer.headers().clone());
            let mut response = http::Response::new(answer.bytes().await.map_err(failed)?);
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            Ok(response)
        })
    }
}
