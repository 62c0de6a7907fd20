//! The default transport: `reqwest` over `rustls` with the system's certificates.

use std::{
    fmt,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use rustls_platform_verifier::BuilderVerifierExt;

use super::{BoxFuture, Transport, TransportError, Upload};

/// The longest answer that is read, unless something else is said. A page of the platform's has less than a
/// hundredth of it.
const LARGEST: usize = 64 << 20;

/// Sends with `reqwest`: HTTP/1.1 over TLS, pooled connections, no redirects.
///
/// ```
/// use std::time::Duration;
/// use graph_client::{transport::Reqwest, Graph};
///
/// let transport = Reqwest::builder()
///     .proxy("http://proxy.example:3128")
///     .user_agent("my-app/1.0")
///     .connect_timeout(Duration::from_secs(3))
///     .build();
/// let graph = Graph::builder().transport(transport).timeout(Duration::from_secs(20)).build();
/// ```
#[derive(Clone)]
pub struct Reqwest {
    client: Result<reqwest::Client, TransportError>,
    largest: usize,
}

impl Reqwest {
    /// A client of one's own. It must not follow redirects: they could carry the token elsewhere.
    pub fn new(client: reqwest::Client) -> Self {
        Self { client: Ok(client), largest: LARGEST }
    }

    /// Proxy, timeouts, user agent.
    pub fn builder() -> ReqwestBuilder {
        ReqwestBuilder::default()
    }

    /// The longest answer that is read, in bytes; the default is 64 MiB. A longer one is an error.
    #[must_use]
    pub fn largest_answer(mut self, bytes: usize) -> Self {
        self.largest = bytes;
        self
    }
}

impl fmt::Debug for Reqwest {
    /// Without the client: proxies and headers of its own may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest").field("largest_answer", &self.largest).finish_non_exhaustive()
    }
}

impl Default for Reqwest {
    fn default() -> Self {
        Self::builder().build()
    }
}

/// Settings of a [`Reqwest`]. What is wrong with them is the error of the first call.
#[derive(Clone, Default)]
#[must_use]
pub struct ReqwestBuilder {
    proxy: Option<String>,
    user_agent: Option<String>,
    connect_timeout: Option<Duration>,
}

impl ReqwestBuilder {
    /// Sends everything over a proxy, in place of those that the environment names (`HTTPS_PROXY`).
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.proxy = Some(address.into());
        self
    }

    /// What the server is told of who calls; the default is `graph-client` with its version.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// How long connecting may take; the default is ten seconds. How long a call may take is said on the
    /// [`Graph`](crate::GraphBuilder::timeout).
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// The finished transport.
    pub fn build(self) -> Reqwest {
        Reqwest { client: self.client(), largest: LARGEST }
    }

    fn client(self) -> Result<reqwest::Client, TransportError> {
        // ring in place of aws-lc-rs: it needs no CMake and builds in a fraction of the time.
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .and_then(|builder| builder.with_platform_verifier())
            .map_err(|error| TransportError::new(format!("TLS cannot be set up: {error}")))?
            .with_no_client_auth();
        let user_agent =
            self.user_agent.unwrap_or_else(|| concat!("graph-client/", env!("CARGO_PKG_VERSION")).to_owned());
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.connect_timeout.unwrap_or(Duration::from_secs(10)))
            .user_agent(user_agent);
        if let Some(proxy) = self.proxy {
            builder = builder.proxy(reqwest::Proxy::all(proxy).map_err(failed)?);
        }
        builder.build().map_err(failed)
    }
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

impl fmt::Debug for ReqwestBuilder {
    /// Without the address of the proxy, which may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestBuilder")
            .field("proxy", &self.proxy.is_some())
            .field("user_agent", &self.user_agent)
            .field("connect_timeout", &self.connect_timeout)
            .finish()
    }
}

async fn answer(
    mut answer: reqwest::Response,
    largest: usize,
) -> Result<http::Response<Bytes>, TransportError> {
    let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
    let mut body = BytesMut::new();
    // Most answers come in one piece, which is then the body.
    let mut first = answer.chunk().await.map_err(failed)?.unwrap_or_default();
    let too_long = || {
        let message = format!("the answer is longer than {largest} bytes, and was not read to its end");
        Err(TransportError::new(message))
    };
    if first.len() > largest {
        return too_long();
    }
    while let Some(more) = answer.chunk().await.map_err(failed)? {
        if body.is_empty() {
            body.extend_from_slice(&std::mem::take(&mut first));
        }
        if body.len() + more.len() > largest {
            return too_long();
        }
        body.extend_from_slice(&more);
    }
    let body = if body.is_empty() { first } else { body.freeze() };
    let mut response = http::Response::new(body);
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let (client, largest) = (self.client.clone(), self.largest);
        Box::pin(async move {
            let request: reqwest::Request = request.map(reqwest::Body::from).try_into().map_err(failed)?;
            answer(client?.execute(request).await.map_err(failed)?, largest).await
        })
    }

    fn upload(
        &self,
        request: http::Request<Upload>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let (client, largest) = (self.client.clone(), self.largest);
        Box::pin(async move {
            let request = request.map(|upload| {
                let left = upload.length();
                reqwest::Body::wrap(Pieces { upload: Mutex::new(upload), left })
            });
            let request: reqwest::Request = request.try_into().map_err(failed)?;
            answer(client?.execute(request).await.map_err(failed)?, largest).await
        })
    }
}

/// An upload as the body that `reqwest` knows. A body must be `Sync`; the lock makes it so, and is never
/// waited for.
struct Pieces {
    upload: Mutex<Upload>,
    left: u64,
}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, std::io::Error>>> {
        let upload = self.upload.get_mut().unwrap_or_else(PoisonError::into_inner);
        let piece = ready!(Pin::new(upload).poll_next(context));
        if let Some(Ok(piece)) = &piece {
            self.left = self.left.saturating_sub(piece.len() as u64);
        }
        Poll::Ready(piece.map(|piece| piece.map(http_body::Frame::data)))
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.left)
    }
}
