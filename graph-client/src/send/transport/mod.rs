//! HTTP transports: a trait with one required method, and its default implementation.

#[cfg(any(
    feature = "tower",
    all(feature = "reqwest", not(all(target_family = "wasm", target_os = "unknown")))
))]
mod body;
#[cfg(all(feature = "reqwest", target_family = "wasm", target_os = "unknown"))]
mod browser;
mod chunks;
#[cfg(all(feature = "reqwest", not(all(target_family = "wasm", target_os = "unknown"))))]
mod reqwest;
#[cfg(feature = "tower")]
mod tower;

#[cfg(feature = "tower")]
pub use self::body::Body;
#[cfg(all(feature = "reqwest", target_family = "wasm", target_os = "unknown"))]
pub use self::browser::{Reqwest, ReqwestBuilder};
pub use self::chunks::Chunks;
#[cfg(all(feature = "reqwest", not(all(target_family = "wasm", target_os = "unknown"))))]
pub use self::reqwest::{Reqwest, ReqwestBuilder};
#[cfg(feature = "tower")]
pub use self::tower::{Tower, TransportService};

use std::{error::Error as StdError, fmt, future::Future, pin::Pin, sync::Arc};

use bytes::Bytes;

pub use super::{idle::Activity, upload::Upload};

/// The default maximum length of a response, in bytes. Pages of the platform have less than a hundredth of
/// it.
#[cfg(any(feature = "reqwest", feature = "tower"))]
const MAX_RESPONSE: usize = 64 << 20;

/// The error of a response that is longer than a transport of this name reads.
#[cfg(any(feature = "reqwest", feature = "tower"))]
fn too_long(max_response: usize, name: &str) -> TransportError {
    TransportError::new(format!(
        "the response is longer than {max_response} bytes; raise the limit with `{name}::largest_answer`"
    ))
}

// The default transport, wherever it runs.

#[cfg(feature = "reqwest")]
impl Reqwest {
    /// Sets the maximum length of a response, in bytes. The default is 64 MiB. A longer response is an error. Downloads
    /// are limited by [`Download::limit`](crate::Download::limit) instead, except in a browser, which reads them as a
    /// whole.
    #[must_use]
    pub fn largest_answer(mut self, bytes: usize) -> Self {
        self.max_response = bytes;
        self
    }
}

#[cfg(feature = "reqwest")]
impl Default for Reqwest {
    fn default() -> Self {
        Self::builder().build()
    }
}

#[cfg(feature = "reqwest")]
impl fmt::Debug for Reqwest {
    /// Omits the client: its proxies and headers may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reqwest").field("largest_answer", &self.max_response).finish_non_exhaustive()
    }
}

/// An error of any type.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// A boxed future.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Sends HTTP requests.
///
/// A request has an absolute URL, the token in the `Authorization` header and, for a POST, a form in the body. Do not
/// follow redirects: they could leak the token to another host. Timeouts, retries and rate limits are implemented above
/// the transport. Dropping the future must cancel the request. A transport that reads responses piece by piece should
/// report each piece to the [`Activity`] of the request. With the feature `tower`, any `tower::Service` of HTTP
/// requests can be a transport: see `Tower`.
///
/// A transport over any function that sends a request:
///
/// ```
/// use bytes::Bytes;
/// use graph_client::{transport::{BoxFuture, Transport, TransportError}, Graph};
///
/// async fn fetch(request: http::Request<Bytes>) -> std::io::Result<http::Response<Bytes>> {
///     # let _ = request; Ok(http::Response::new(Bytes::from_static(b"{}")))
///     # /*
///     ..
///     # */
/// }
///
/// struct Mine;
///
/// impl Transport for Mine {
///     fn send(&self, request: http::Request<Bytes>) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
///         Box::pin(async { fetch(request).await.map_err(|error| TransportError::new(error.to_string()).caused_by(error)) })
///     }
/// }
///
/// let graph = Graph::builder().transport(Mine).build();
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and reads the whole response.
    ///
    /// # Errors
    ///
    /// If there is no response. A response with an error status is not an error here.
    fn send(&self, request: http::Request<Bytes>)
    -> BoxFuture<Result<http::Response<Bytes>, TransportError>>;

    /// Sends a request with a streaming body, for files that are read during the upload, and files with a progress
    /// callback. A transport that wraps another one should forward this method.
    ///
    /// # Errors
    ///
    /// If there is no response. The default implementation always fails, without sending anything.
    fn upload(
        &self,
        request: http::Request<Upload>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        drop(request);
        let message =
            "the transport cannot stream files: implement `Transport::upload` for it and for its layers";
        Box::pin(async move { Err(TransportError::new(message)) })
    }

    /// Sends a request and returns as soon as the head of the response has arrived; its body is read as it arrives.
    /// Used for [downloads](crate::Client::download), which need not fit into memory. A transport that wraps another
    /// one should forward this method.
    ///
    /// The default implementation reads the whole body with [`send`](Self::send) first.
    ///
    /// # Errors
    ///
    /// If there is no response. A response with an error status is not an error here.
    fn download(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Chunks>, TransportError>> {
        let response = self.send(request);
        Box::pin(async move { Ok(response.await?.map(Chunks::from)) })
    }
}

/// The transport that is used if none was set and the feature `reqwest` is off. Always fails.
#[cfg(not(feature = "reqwest"))]
pub(crate) struct Missing;

#[cfg(not(feature = "reqwest"))]
impl Transport for Missing {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        const REASON: &str =
            "no transport: enable the feature `reqwest`, or set one with `GraphBuilder::transport`";
        Box::pin(async { Err(TransportError::new(REASON)) })
    }
}

/// Why there is no response.
#[derive(Clone, Debug)]
pub struct TransportError {
    message: String,
    timeout: bool,
    never_sent: bool,
    unusable: bool,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

impl TransportError {
    /// The connection failed. The message must not contain URLs with tokens.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), timeout: false, never_sent: false, unusable: false, source: None }
    }

    /// Timed out waiting for a response.
    pub fn timeout(message: impl Into<String>) -> Self {
        Self { timeout: true, ..Self::new(message) }
    }

    /// The server could not be reached. It cannot have received the request, so any call may be retried.
    pub fn not_sent(message: impl Into<String>) -> Self {
        Self { never_sent: true, ..Self::new(message) }
    }

    /// The transport cannot send requests here. Nothing was sent, and the call is not retried.
    pub fn unusable(message: impl Into<String>) -> Self {
        Self { unusable: true, never_sent: true, ..Self::new(message) }
    }

    /// Sets the underlying error, which becomes the [`source`](StdError::source) of the call's error.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into().into());
        self
    }

    pub(crate) fn is_unusable(&self) -> bool {
        self.unusable
    }

    pub(crate) fn never_sent(&self) -> bool {
        self.never_sent
    }

    pub(crate) fn into_error(self) -> crate::Error {
        let kind = match self {
            Self { timeout: true, .. } => crate::ErrorKind::Timeout,
            Self { unusable: true, .. } => crate::ErrorKind::Request,
            _ => crate::ErrorKind::Network,
        };
        crate::Error::new(kind, self.message).caused_by(self.source)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The text of an error and of its sources, which many errors leave out.
#[cfg(any(feature = "reqwest", feature = "tower"))]
fn with_sources(error: &(dyn StdError + 'static)) -> String {
    let mut message = error.to_string();
    for source in crate::error::links(error).skip(1).map(ToString::to_string) {
        // Some errors already include the text of their source.
        if !message.ends_with(&source) {
            message = format!("{message}: {source}");
        }
    }
    message
}
