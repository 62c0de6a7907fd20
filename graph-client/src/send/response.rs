//! From an HTTP response to the body of a success, or the error.

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri, header};

use super::Caller;
use crate::{
    error::{Error, ErrorKind, Result, check},
    request::Request,
};

impl Caller {
    /// The body, if the response is a success.
    pub(super) fn success_body(
        &self,
        request: &Request,
        status: StatusCode,
        headers: &HeaderMap,
        body: Bytes,
    ) -> Result<Bytes> {
        let location = headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
        if let Some(picture) = redirected(request, status, location) {
            return Ok(picture);
        }
        if status.is_redirection() {
            return Err(not_followed(status, location));
        }
        check(status, body, request, self.is_repeatable(request), &|| self.redactor(request))
    }
}

/// A redirect that the schema expects, such as a picture's, as the JSON of the operation's other form.
pub(crate) fn redirected(request: &Request, status: StatusCode, location: Option<&str>) -> Option<Bytes> {
    let expected = request.description.is_some_and(|description| description.redirects());
    let location = location?;
    let body = serde_json::json!({ "data": { "url": location } });
    (expected && status.is_redirection()).then(|| body.to_string().into())
}

/// The error of an unexpected redirect. Following it could send the token to another host.
fn not_followed(status: StatusCode, location: Option<&str>) -> Error {
    let uri: Option<Uri> = location.and_then(|location| location.parse().ok());
    let host = uri.as_ref().and_then(Uri::host);
    let to = host.map(|host| format!(" to {host}")).unwrap_or_default();
    let status = status.as_u16();
    Error::new(ErrorKind::Decode, format!("unexpected redirect{to}, not followed (HTTP status {status})"))
        .with_status(status)
}
