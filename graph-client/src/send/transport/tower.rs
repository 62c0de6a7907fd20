//! Integration with `tower`: a service as a transport, and a transport as a service inside layers.

use std::{
    fmt,
    future::poll_fn,
    io,
    pin::{Pin, pin},
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::{Buf, Bytes, BytesMut};
use futures_core::Stream;
use http_body::Frame;
use tower_service::Service;

use super::{
    Activity, Body, BoxError, BoxFuture, Chunks, MAX_RESPONSE, Transport, TransportError, Upload, too_long,
    with_sources,
};
use crate::{error::links, secrecy::without_secrets_in_links};

/// A transport over any `tower::Service` of HTTP requests: a client of `hyper-util`, a stack of layers, an `axum`
/// router in a test. Set with [`GraphBuilder::tower_service`](crate::GraphBuilder::tower_service).
///
/// The service takes requests with a [`Body`] and returns responses with any body. It must not follow redirects: they
/// could leak the token to another host. It is cloned for each attempt, and the clone is called when it is ready.
/// Waiting for readiness counts toward the time limits of the attempt.
///
/// An error of the service determines the error of the call:
///
/// * a [`TransportError`] in its chain is used unchanged,
/// * a refused connection, and any error of a service that was not ready, never reached the server, so any call may be
///   sent again. A layer that sends a request several times must not return the error of the last attempt if an earlier one
///   may have arrived,
/// * an error after the head of the response never counts as a request that was not sent,
/// * an [`io::Error`] of the kind `TimedOut` is a [timeout](crate::ErrorKind::Timeout),
/// * anything else is a [network](crate::ErrorKind::Network) error.
///
/// The error of the service is kept as the [source](std::error::Error::source) of the call's error. To classify the
/// error of a layer more precisely, map it to a [`TransportError`], as in the example of
/// [`GraphBuilder::tower_layer`](crate::GraphBuilder::tower_layer).
pub struct Tower<S> {
    /// A service need not be `Sync`; it is locked to be cloned only.
    service: Mutex<S>,
    max_response: usize,
}

impl<S> Tower<S> {
    /// Sends requests through a service.
    pub fn new(service: S) -> Self {
        Self { service: Mutex::new(service), max_response: MAX_RESPONSE }
    }

    /// Sets the maximum length of a response, in bytes. The default is 64 MiB. A longer response is an error. Downloads
    /// are limited by [`Download::limit`](crate::Download::limit) instead.
    #[must_use]
    pub fn largest_answer(mut self, bytes: usize) -> Self {
        self.max_response = bytes;
        self
    }
}

impl<S> fmt::Debug for Tower<S> {
    /// Omits the service, which may contain secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tower").field("largest_answer", &self.max_response).finish_non_exhaustive()
    }
}

impl<S, B> Tower<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone,
    S::Error: Into<BoxError>,
{
    /// Calls a clone of the service as soon as it is ready.
    fn call(
        &self,
        request: http::Request<Body>,
    ) -> impl Future<Output = Result<http::Response<B>, TransportError>> + use<S, B> {
        let mut service = self.service.lock().unwrap_or_else(PoisonError::into_inner).clone();
        async move {
            let ready = poll_fn(|context| service.poll_ready(context)).await;
            ready.map_err(|error| TransportError::from(error.into()).before_sending())?;
            service.call(request).await.map_err(|error| error.into().into())
        }
    }
}

impl<S, B> Tower<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    /// Sends a request and reads its whole response.
    fn whole<R: Into<Body>>(
        &self,
        request: http::Request<R>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let (activity, max_response) = (request.extensions().get().cloned(), self.max_response);
        let response = self.call(request.map(Into::into));
        Box::pin(async move { whole(response.await?, max_response, activity).await })
    }
}

impl<S, B> Transport for Tower<S>
where
    S: Service<http::Request<Body>, Response = http::Response<B>> + Clone + Send + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send + 'static,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError>,
{
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        self.whole(request)
    }

    fn upload(
        &self,
        request: http::Request<Upload>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        self.whole(request)
    }

    fn download(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Chunks>, TransportError>> {
        request.extensions_mut().insert(Streamed);
        let response = self.call(request.map(Body::from));
        Box::pin(async move { Ok(response.await?.map(|body| Chunks::new(Arriving(Box::pin(body))))) })
    }
}

/// In the extensions of a request whose response is read as it arrives.
#[derive(Clone, Copy)]
struct Streamed;

/// Reads a response.
async fn whole<B>(
    response: http::Response<B>,
    max_response: usize,
    activity: Option<Activity>,
) -> Result<http::Response<Bytes>, TransportError>
where
    B: http_body::Body,
    B::Error: Into<BoxError>,
{
    let arrived = || activity.iter().for_each(Activity::moved);
    arrived();
    let (head, body) = response.into_parts();
    let (mut body, mut whole) = (pin!(body), BytesMut::new());
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        arrived();
        let frame = frame.map_err(|error| TransportError::from(error.into()).after_sending())?;
        let Some(bytes) = data(frame) else { continue };
        if whole.len() + bytes.len() > max_response {
            return Err(too_long(max_response, "Tower"));
        }
        whole.extend_from_slice(&bytes);
    }
    Ok(http::Response::from_parts(head, whole.freeze()))
}

/// The data of a frame; everything else is trailers.
fn data<D: Buf>(frame: Frame<D>) -> Option<Bytes> {
    let mut data = frame.into_data().ok()?;
    Some(data.copy_to_bytes(data.remaining()))
}

/// The data of a body.
struct Arriving<B>(Pin<Box<B>>);

impl<B> Stream for Arriving<B>
where
    B: http_body::Body,
    B::Error: Into<BoxError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(self.0.as_mut().poll_frame(context)) {
                Some(Ok(frame)) => {
                    if let Some(data) = data(frame) {
                        return Poll::Ready(Some(Ok(data)));
                    }
                }
                Some(Err(error)) => {
                    return Poll::Ready(Some(Err(TransportError::from(error.into()).after_sending())));
                }
                None => return Poll::Ready(None),
            }
        }
    }
}

/// A transport as a `tower::Service`, to put layers around. It is always ready.
///
/// A response is read as a whole before it is returned, so that a timeout layer includes its body; the body of a
/// [download](crate::Client::download) is read as it arrives. Layers must keep the extensions of requests: the idle
/// timeout depends on them.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// A service that sends requests with a transport.
    pub fn new(transport: Arc<dyn Transport>) -> Self {
        Self(transport)
    }
}

impl fmt::Debug for TransportService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TransportService")
    }
}

impl Service<http::Request<Body>> for TransportService {
    type Response = http::Response<Chunks>;
    type Error = TransportError;
    type Future = BoxFuture<Result<Self::Response, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let is_streamed = request.extensions().get::<Streamed>().is_some();
        let (head, body) = request.into_parts();
        let response = match body.into_upload() {
            Ok(upload) => self.0.upload(http::Request::from_parts(head, upload)),
            Err(bytes) if is_streamed => return self.0.download(http::Request::from_parts(head, bytes)),
            Err(bytes) => self.0.send(http::Request::from_parts(head, bytes)),
        };
        Box::pin(async move { Ok(response.await?.map(Chunks::from)) })
    }
}

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.poll_next(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }
}

impl From<BoxError> for TransportError {
    /// Classifies the error of a service, as [`Tower`] describes, and keeps it as the source.
    fn from(error: BoxError) -> Self {
        let error = match error.downcast::<Self>() {
            Ok(own) => return *own,
            Err(error) => error,
        };
        let mut failed = Self::new(without_secrets_in_links(&with_sources(&*error)));
        for link in links(&*error) {
            if let Some(own) = link.downcast_ref::<Self>() {
                (failed.timeout, failed.never_sent, failed.unusable) =
                    (own.timeout, own.never_sent, own.unusable);
                break;
            }
            match link.downcast_ref::<io::Error>().map(io::Error::kind) {
                Some(io::ErrorKind::TimedOut) => failed.timeout = true,
                Some(io::ErrorKind::ConnectionRefused) => failed.never_sent = true,
                _ => {}
            }
        }
        failed.caused_by(error)
    }
}

impl TransportError {
    /// The error of a service that was not ready.
    fn before_sending(mut self) -> Self {
        self.never_sent = true;
        self
    }

    /// The error of a response that began to arrive: whatever the error says, the request was sent.
    fn after_sending(mut self) -> Self {
        (self.never_sent, self.unusable) = (false, false);
        self
    }
}
