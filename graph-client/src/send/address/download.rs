//! Downloading a file from a URL, with the access token.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    time::Duration,
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, Method, StatusCode, header};

use super::{
    super::{Caller, Usage, idle::Activity, outgoing::authorization, timer::with_timeout, transport::Chunks},
    Address, Hosts, Incoming,
    again::Tried,
};
use crate::{
    error::{Error, ErrorKind, Result, check},
    facts::Api,
    request::Request,
};

/// The maximum number of redirects that are followed.
const REDIRECTS: usize = 5;
/// The maximum length of the body of an error that is read, in bytes.
const ERROR_BODY: usize = 1 << 20;

impl Caller {
    /// Opens the file at a URL. Its first bytes have arrived when this returns.
    pub(crate) async fn open(self, url: &str, api: &'static Api, limit: u64) -> Result<Incoming> {
        let (request, until) = (Request::raw(api, Method::GET, ""), self.deadline());
        let address = self.allowed(url, api, &request)?;
        if let Some(answers) = &self.shared.answers {
            let body = answers.at_address(url).map_err(|error| self.finished(error, &request, 0));
            return Incoming::new(self.clone(), HeaderMap::new(), body?.into(), limit, until);
        }
        self.again(&request, until, || self.try_to_open(&address, api, limit, until)).await
    }

    /// Downloads a whole file. An interruption before the end starts a new attempt.
    pub(crate) async fn load(self, url: &str, api: &'static Api, limit: u64) -> Result<Bytes> {
        if self.shared.answers.is_some() {
            return all(self.open(url, api, limit).await?).await;
        }
        let (request, until) = (Request::raw(api, Method::GET, ""), self.deadline());
        let address = self.allowed(url, api, &request)?;
        let attempt = || async { self.try_to_open(&address, api, limit, until).await.and_then(all).await };
        self.again(&request, until, attempt).await
    }

    /// The URL, if the token may be sent there.
    pub(super) fn allowed(&self, url: &str, api: &'static Api, request: &Request) -> Result<Address> {
        let address = Address::new(url, Hosts::new(&self.shared, api));
        address.map_err(|error| self.finished(error, request, 0))
    }

    async fn try_to_open(
        &self,
        address: &Address,
        api: &'static Api,
        limit: u64,
        until: Option<Duration>,
    ) -> Tried<Incoming> {
        let response = self.while_it_moves(|activity| self.follow(address.clone(), api, activity)).await;
        let open = |(headers, chunks)| async move {
            let mut incoming = Incoming::new(self.clone(), headers, chunks, limit, until)?;
            // The first bytes belong to the attempt: until they arrive, it can be repeated.
            incoming.look_ahead().await?;
            Ok(incoming)
        };
        response.and_then(open).await
    }

    /// The response to a request, redirects followed.
    async fn follow(
        &self,
        mut address: Address,
        api: &'static Api,
        activity: Option<Activity>,
    ) -> Tried<(HeaderMap, Chunks)> {
        for _ in 0..=REDIRECTS {
            let mut request = http::Request::new(Bytes::new());
            *request.uri_mut() = address.uri();
            if let Some(token) = &self.token {
                match authorization("Bearer", token) {
                    Ok(value) => drop(request.headers_mut().insert(header::AUTHORIZATION, value)),
                    Err(error) => return Tried::failed(error),
                }
            }
            if let Some(activity) = &activity {
                request.extensions_mut().insert(activity.clone());
            }
            let (head, chunks) = match self.shared.transport.download(request).await {
                Ok(response) => response.into_parts(),
                Err(error) => {
                    let retryable = !error.is_unusable();
                    return Tried::failed(error.into_error().retryable_if(retryable));
                }
            };
            let status = Some(head.status.as_u16());
            let location = head.headers.get(header::LOCATION).filter(|_| head.status.is_redirection());
            if let Some(location) = location {
                let hosts = Hosts::new(&self.shared, api);
                match address.redirected(location.to_str().unwrap_or("\\"), hosts) {
                    Ok(next) => address = next,
                    Err(error) => return Tried { status, result: Err(error) },
                }
                continue;
            }
            let result = match head.status.is_success() {
                true => Ok((head.headers, chunks)),
                false => {
                    let error = self.refusal(head.status, chunks, api, activity.as_ref()).await;
                    Err(error.after(Usage::of(&head.headers).wait()))
                }
            };
            return Tried { status, result };
        }
        let message = format!("the download failed: more than {REDIRECTS} redirects");
        Tried::failed(Error::new(ErrorKind::Decode, message))
    }

    /// The error of a response that is not the file.
    async fn refusal(
        &self,
        status: StatusCode,
        mut chunks: Chunks,
        api: &'static Api,
        activity: Option<&Activity>,
    ) -> Error {
        let mut body = BytesMut::new();
        let read = async {
            while let Some(Ok(chunk)) = poll_fn(|context| Pin::new(&mut chunks).poll_next(context)).await {
                activity.inspect(|activity| activity.moved());
                body.extend_from_slice(&chunk);
                if body.len() > ERROR_BODY {
                    break;
                }
            }
        };
        // Use what has arrived by then.
        let _ = with_timeout(&*self.shared.timer, self.shared.timeout, pin!(read)).await;
        let request = Request::raw(api, Method::GET, "");
        let checked = check(status, body.freeze(), &request, true, &|| self.redactor(&request));
        match checked.err() {
            Some(error) if error.server_message().is_some() => error,
            _ => without_envelope(status),
        }
    }
}

/// All of a file.
async fn all(mut incoming: Incoming) -> Result<Bytes> {
    incoming.bytes().await
}

/// The error of a host whose response is not in the format of the API.
fn without_envelope(status: StatusCode) -> Error {
    let (kind, meaning) = match status.as_u16() {
        401 => (ErrorKind::Authentication, "the host rejected the access token"),
        403 => (ErrorKind::Permission, "the access token does not allow this download"),
        404 | 410 => {
            (ErrorKind::NotFound, "no file at this URL, or it has expired; read the URL from the API again")
        }
        429 => (ErrorKind::Throttled, "too many requests"),
        500.. => (ErrorKind::Server, "the host reported a server error"),
        _ => (ErrorKind::Api, "the host refused the download"),
    };
    let status = status.as_u16();
    Error::new(kind, format!("{meaning} (HTTP status {status})"))
        .with_status(status)
        .retryable_if(status == 429 || status >= 500)
}
