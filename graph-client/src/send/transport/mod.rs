//! How a request reaches the server. One method, so that tests and other clients can stand in.

#[cfg(feature = "reqwest")]
mod reqwest;

#[cfg(feature = "reqwest")]
pub use self::reqwest::{Reqwest, ReqwestBuilder};

use std::{fmt, future::Future, pin::Pin};

use bytes::Bytes;

pub use super::upload::Upload;

/// A boxed future.
pub type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Sends HTTP requests.
///
/// The request has an absolute address, its token in the `Authorization` header and, for a POST,
/// its form in the body. Redirects must not be followed: they could carry the token elsewhere. Timeouts,
/// repetitions and limits are kept above it; dropping the future is to give the request up.
///
/// One of your own in ten lines, over any function that sends:
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
///         Box::pin(async { fetch(request).await.map_err(|error| TransportError::new(error.to_string())) })
///     }
/// }
///
/// let graph = Graph::builder().transport(Mine).build();
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends one request and reads the whole answer.
    fn send(&self, request: http::Request<Bytes>)
    -> BoxFuture<Result<http::Response<Bytes>, TransportError>>;

    /// Sends one request whose body comes piece by piece: files that are read while they are sent, and such
    /// whose progress is told. Without it, such calls fail before anything is sent; who wraps another transport
    /// hands it on.
    fn upload(
        &self,
        request: http::Request<Upload>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        drop(request);
        let message =
            "this transport, or one around it, does not send files piece by piece: it has no `upload`";
        Box::pin(async move { Err(TransportError::new(message)) })
    }
}

/// Stands in where there is no transport.
#[cfg(not(feature = "reqwest"))]
pub(crate) struct Missing;

#[cfg(not(feature = "reqwest"))]
impl Transport for Missing {
    fn send(&self, _: http::Request<Bytes>) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        const REASON: &str =
            "there is no transport: enable the feature `reqwest`, or give one to the builder";
        Box::pin(async { Err(TransportError::new(REASON)) })
    }
}

/// Why no answer came.
#[derive(Clone, Debug)]
pub struct TransportError {
    message: String,
    timeout: bool,
    never_sent: bool,
}

impl TransportError {
    /// The server could not be reached, or the connection broke. The text must not hold addresses
    /// with tokens in them.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), timeout: false, never_sent: false }
    }

    /// No answer came in time.
    pub fn timeout(message: impl Into<String>) -> Self {
        Self { timeout: true, ..Self::new(message) }
    }

    /// The server could not be reached: it cannot have heard of the call, so that any call may be repeated.
    pub fn not_sent(message: impl Into<String>) -> Self {
        Self { never_sent: true, ..Self::new(message) }
    }

    pub(crate) fn never_sent(&self) -> bool {
        self.never_sent
    }

    pub(crate) fn into_error(self) -> crate::Error {
        let kind = if self.timeout { crate::ErrorKind::Timeout } else { crate::ErrorKind::Network };
        crate::Error::new(kind, self.message)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TransportError {}
