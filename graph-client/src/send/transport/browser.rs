//! The default transport in a browser: `reqwest` over `fetch`.

use bytes::Bytes;
use send_wrapper::SendWrapper;

use super::{Activity, BoxFuture, MAX_RESPONSE, Transport, TransportError, Upload, too_long, with_sources};

/// The default transport in a browser: `fetch`, with the connections of the browser.
///
/// The browser handles proxies, TLS and redirects: it follows redirects itself, and withholds the token from other
/// hosts. Responses, including downloads, are read as a whole. Files that are read during the upload need threads, so
/// pass their bytes instead. The futures stay on the thread that created them, like all futures of JavaScript.
#[derive(Clone)]
pub struct Reqwest {
    client: Result<reqwest::Client, TransportError>,
    /// The maximum length of a response, in bytes.
    pub(super) max_response: usize,
}

impl Reqwest {
    /// Uses your own client.
    pub fn new(client: reqwest::Client) -> Self {
        Self { client: Ok(client), max_response: MAX_RESPONSE }
    }

    /// Returns a builder, to set the user agent.
    pub fn builder() -> ReqwestBuilder {
        ReqwestBuilder::default()
    }

    /// Sends a request. Dropping the future aborts it.
    fn execute(
        &self,
        mut request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let (client, max_response) = (self.client.clone(), self.max_response);
        let activity: Option<Activity> = request.extensions_mut().remove();
        Box::pin(SendWrapper::new(async move {
            let request = request.map(reqwest::Body::from).try_into().map_err(failed)?;
            let mut response = client?.execute(request).await.map_err(failed)?;
            activity.iter().for_each(Activity::moved);
            let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
            let body = response.bytes().await.map_err(failed)?;
            if body.len() > max_response {
                return Err(too_long(max_response, "Reqwest"));
            }
            let mut whole = http::Response::new(body);
            (*whole.status_mut(), *whole.headers_mut()) = (status, headers);
            Ok(whole)
        }))
    }
}

/// Settings of a [`Reqwest`]. Invalid settings are reported as an error by every call.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ReqwestBuilder {
    user_agent: Option<String>,
}

impl ReqwestBuilder {
    /// Sets the `User-Agent` header, if the browser allows it. The default is that of the browser.
    pub fn user_agent(mut self, name: impl Into<String>) -> Self {
        self.user_agent = Some(name.into());
        self
    }

    /// Builds the transport.
    pub fn build(self) -> Reqwest {
        let mut builder = reqwest::Client::builder();
        if let Some(name) = self.user_agent {
            builder = builder.user_agent(name);
        }
        Reqwest { client: builder.build().map_err(failed), max_response: MAX_RESPONSE }
    }
}

/// Converts an error without its URL, which may contain secrets. A browser does not say whether a request was sent.
fn failed(error: reqwest::Error) -> TransportError {
    let timeout = error.is_timeout();
    let error = error.without_url();
    let message = with_sources(&error);
    let failed = if timeout { TransportError::timeout(message) } else { TransportError::new(message) };
    failed.caused_by(error)
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        self.execute(request)
    }

    fn upload(
        &self,
        request: http::Request<Upload>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let (this, (head, upload)) = (self.clone(), request.into_parts());
        Box::pin(async move {
            let body = upload
                .into_bytes()
                .await
                .map_err(|error| TransportError::unusable(error.to_string()).caused_by(error))?;
            this.execute(http::Request::from_parts(head, body)).await
        })
    }
}
