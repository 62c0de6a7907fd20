//! The default transport: `reqwest` over `rustls` with the system's certificates.

use std::{
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use rustls_platform_verifier::BuilderVerifierExt;

use super::{
    Activity, BoxFuture, Chunks, MAX_RESPONSE, Transport, TransportError, Upload, body::Body, too_long,
    with_sources,
};

/// The default transport: HTTP/1.1 over TLS with `reqwest`, with pooled connections and without redirects.
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
    /// Why TLS is unavailable. Not an error until it is used: a container without certificates may call only a sandbox.
    without_tls: Option<TransportError>,
    /// The maximum length of a response, in bytes.
    pub(super) max_response: usize,
}

impl Reqwest {
    /// Uses your own client. It must not follow redirects: they could leak the token to another host.
    pub fn new(client: reqwest::Client) -> Self {
        Self { client: Ok(client), without_tls: None, max_response: MAX_RESPONSE }
    }

    /// The client for a URL.
    fn client(&self, uri: &http::Uri) -> Result<reqwest::Client, TransportError> {
        match &self.without_tls {
            Some(error) if uri.scheme_str() != Some("http") => Err(error.clone()),
            _ => self.client.clone(),
        }
    }

    /// Returns a builder, to set a proxy, the connect timeout or the user agent.
    pub fn builder() -> ReqwestBuilder {
        ReqwestBuilder::default()
    }
}

/// Settings of a [`Reqwest`]. Invalid settings are reported as an error by every call.
#[derive(Clone, Default)]
#[must_use]
pub struct ReqwestBuilder {
    proxy: Option<String>,
    user_agent: Option<String>,
    connect_timeout: Option<Duration>,
}

impl ReqwestBuilder {
    /// Sends all requests through a proxy, instead of those in the environment (`HTTPS_PROXY`).
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.proxy = Some(address.into());
        self
    }

    /// The `User-Agent` header; by default `graph-client/` with its version.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// The time limit for connecting; by default ten seconds. For the time limit of an attempt see
    /// [`GraphBuilder::timeout`](crate::GraphBuilder::timeout).
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Builds the transport.
    pub fn build(self) -> Reqwest {
        let (tls, without_tls) = match tls() {
            Ok(tls) => (Some(tls), None),
            Err(error) => (None, Some(TransportError::not_sent(no_certificates(&error)))),
        };
        let client = tls
            .or_else(no_trust)
            .map_or_else(|| Err(TransportError::not_sent("cannot set up TLS")), |tls| self.client(tls));
        Reqwest { client, without_tls, max_response: MAX_RESPONSE }
    }

    fn client(self, tls: rustls::ClientConfig) -> Result<reqwest::Client, TransportError> {
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

/// TLS with the certificates of the system.
fn tls() -> Result<rustls::ClientConfig, rustls::Error> {
    Ok(versions()?.with_platform_verifier()?.with_no_client_auth())
}

/// TLS that trusts no one.
fn no_trust() -> Option<rustls::ClientConfig> {
    let roots = rustls::RootCertStore::empty();
    Some(versions().ok()?.with_root_certificates(roots).with_no_client_auth())
}

fn versions() -> Result<rustls::ConfigBuilder<rustls::ClientConfig, rustls::WantsVerifier>, rustls::Error> {
    // ring instead of aws-lc-rs: it needs no CMake and builds in a fraction of the time.
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()
}

fn no_certificates(error: &rustls::Error) -> String {
    format!(
        "cannot verify the server: {error}; install the system's CA certificates, such as the package `ca-certificates`"
    )
}

/// Converts an error without its URL, which may contain secrets.
fn failed(error: reqwest::Error) -> TransportError {
    let (timeout, not_reached) = (error.is_timeout(), error.is_connect());
    let error = error.without_url();
    let message = with_sources(&error);
    let failed = match (timeout, not_reached) {
        // Includes timeouts while connecting.
        (_, true) => TransportError::not_sent(message),
        (true, false) => TransportError::timeout(message),
        (false, false) => TransportError::new(message),
    };
    failed.caused_by(error)
}

impl fmt::Debug for ReqwestBuilder {
    /// Omits the URL of the proxy, which may contain a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestBuilder")
            .field("proxy", &self.proxy.is_some())
            .field("user_agent", &self.user_agent)
            .field("connect_timeout", &self.connect_timeout)
            .finish()
    }
}

/// Sends a request and reads its response. Reports what arrives to `activity`.
async fn execute(
    client: reqwest::Client,
    request: reqwest::Request,
    max_response: usize,
    activity: Option<Activity>,
) -> Result<http::Response<Bytes>, TransportError> {
    let arrived = || {
        if let Some(activity) = &activity {
            activity.moved();
        }
    };
    let mut response = client.execute(request).await.map_err(failed)?;
    arrived();
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    let mut body = BytesMut::new();
    // Most responses are a single chunk, which is then the body.
    let mut first = response.chunk().await.map_err(failed)?.unwrap_or_default();
    arrived();
    if first.len() > max_response {
        return Err(too_long(max_response, "Reqwest"));
    }
    while let Some(more) = response.chunk().await.map_err(failed)? {
        arrived();
        if body.is_empty() {
            body.extend_from_slice(&std::mem::take(&mut first));
        }
        if body.len() + more.len() > max_response {
            return Err(too_long(max_response, "Reqwest"));
        }
        body.extend_from_slice(&more);
    }
    let body = if body.is_empty() { first } else { body.freeze() };
    let mut whole = http::Response::new(body);
    *whole.status_mut() = status;
    *whole.headers_mut() = headers;
    Ok(whole)
}

impl Transport for Reqwest {
    fn send(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let (client, max_response) = (self.client(request.uri()), self.max_response);
        Box::pin(async move {
            needs_tokio()?;
            let activity = request.extensions_mut().remove();
            let request = request.map(reqwest::Body::from).try_into().map_err(failed)?;
            execute(client?, request, max_response, activity).await
        })
    }

    fn upload(
        &self,
        mut request: http::Request<Upload>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let (client, max_response) = (self.client(request.uri()), self.max_response);
        Box::pin(async move {
            needs_tokio()?;
            let activity = request.extensions_mut().remove();
            let request = request.map(|upload| reqwest::Body::wrap(Body::from(upload)));
            execute(client?, request.try_into().map_err(failed)?, max_response, activity).await
        })
    }

    fn download(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Chunks>, TransportError>> {
        let client = self.client(request.uri());
        Box::pin(async move {
            needs_tokio()?;
            let activity: Option<Activity> = request.extensions_mut().remove();
            let request = request.map(reqwest::Body::from).try_into().map_err(failed)?;
            let response = client?.execute(request).await.map_err(failed)?;
            if let Some(activity) = &activity {
                activity.moved();
            }
            let response: http::Response<reqwest::Body> = response.into();
            Ok(response.map(|body| Chunks::new(Arriving(body))))
        })
    }
}

/// The data of a body.
struct Arriving(reqwest::Body);

impl Stream for Arriving {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(http_body::Body::poll_frame(Pin::new(&mut self.0), context)) {
                // Everything but data is trailers.
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(failed(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Fails outside of a Tokio runtime, in which `reqwest` would panic.
fn needs_tokio() -> Result<(), TransportError> {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => Ok(()),
        Err(_) => Err(TransportError::unusable(
            "the default transport needs a Tokio runtime: call it inside one, or use the client of the feature \
             `blocking`",
        )),
    }
}
