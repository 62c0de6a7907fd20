//! From a request to the body of its answer. Written once; nothing here is generic over operations.

use bytes::Bytes;
use http::{Method, header};

use crate::{
    error::{Error, ErrorKind, Result, check},
    graph::Shared,
    request::Request,
};

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// Sends a request and gives the body of a good answer.
pub(crate) async fn execute(shared: &Shared, token: Option<&str>, request: &Request) -> Result<Bytes> {
    refuse(request)?;
    let answer = shared.transport.send(http_request(shared, token, request)?).await;
    let answer = answer.map_err(|error| {
        let error = error.into_error();
        let error = if request.method == Method::GET { error.retryable() } else { error };
        error.without(token).during(request.description)
    })?;
    let status = answer.status();
    if let Some(picture) = redirected(request, &answer) {
        return Ok(picture);
    }
    if status.is_redirection() {
        let error = Error::new(
            ErrorKind::Decode,
            format!("the answer is a redirect (HTTP status {})", status.as_u16()),
        );
        return Err(error.during(request.description));
    }
    let read = request.method == Method::GET;
    check(status, answer.into_body(), request.api, read)
        .map_err(|error| error.without(token).during(request.description))
}

/// A redirect that the schema expects, as the JSON that would have been its other form.
fn redirected(request: &Request, answer: &http::Response<Bytes>) -> Option<Bytes> {
    let expected = request.description.is_some_and(|description| description.redirects());
    let location = answer.headers().get(header::LOCATION)?.to_str().ok()?;
    let body = serde_json::json!({ "data": { "url": location } });
    (expected && answer.status().is_redirection()).then(|| body.to_string().into())
}

/// Parameters that break a limit of the schema are refused before anything is sent.
pub(crate) fn refuse(request: &Request) -> Result<()> {
    match request.params.refused() {
        None => Ok(()),
        Some(refused) => {
            let error = Error::new(
                ErrorKind::Request,
                format!("the parameter `{}` cannot be sent: {}", refused.param, refused.reason),
            );
            Err(error.during(request.description))
        }
    }
}

fn http_request(shared: &Shared, token: Option<&str>, request: &Request) -> Result<http::Request<Bytes>> {
    let host = shared.host.as_deref().unwrap_or(request.host()).trim_end_matches('/');
    let url = format!("{host}/{}", request.relative_url(shared.version.as_deref()));
    let mut builder = http::Request::builder().method(request.method.clone()).uri(url);
    if let Some(token) = token {
        let mut value = header::HeaderValue::from_str(&format!("Bearer {token}")).map_err(|_| {
            Error::new(ErrorKind::Request, "the access token holds characters that no token has")
        })?;
        value.set_sensitive(true);
        builder = builder.header(header::AUTHORIZATION, value);
    }
    let files = request.params.files();
    if !files.is_empty() {
        let (kind, body) = crate::multipart::form(request.params.iter(), files);
        builder = builder.header(header::CONTENT_TYPE, kind);
        return builder.body(body).map_err(no_address);
    }
    let body = match request.form() {
        Some(form) => {
            builder = builder.header(header::CONTENT_TYPE, FORM);
            Bytes::copy_from_slice(form.as_bytes())
        }
        None => Bytes::new(),
    };
    debug_assert!(request.method == Method::POST || body.is_empty());
    builder.body(body).map_err(no_address)
}

fn no_address(error: http::Error) -> Error {
    Error::new(ErrorKind::Request, format!("no address can be made for this call: {error}"))
}
