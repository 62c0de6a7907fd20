//! From a request to the HTTP request of one attempt.

use bytes::Bytes;
use http::{HeaderValue, Method, header, request};

use super::{
    Caller, Validator,
    idle::Activity,
    multipart,
    upload::{CancelOnDrop, Upload},
};
use crate::{
    error::{Error, ErrorKind, Result},
    request::Request,
    secrecy::pairs,
};

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// An HTTP request.
pub(super) enum Outgoing {
    Whole(http::Request<Bytes>),
    /// The files in the body are read while it is sent.
    Streamed(http::Request<Upload>),
}

impl Outgoing {
    /// The HTTP request of a call.
    pub(super) fn new(caller: &Caller, request: &Request) -> Result<Self> {
        let proof = caller.proof().map(|proof| proof.form());
        // A POST carries the proof in its body, like every other secret.
        let is_form = request.method == Method::POST && !request.params.is_json();
        let (in_url, in_body) = if is_form { (None, proof) } else { (proof, None) };
        let mut head = head(caller, request, in_url.as_deref())?;
        if !request.params.files().is_empty() {
            return multipart_body(caller, request, head, in_body.as_deref());
        }
        let body = match (request.json_body(), request.form()) {
            (Some(json), _) => {
                head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
                json.into()
            }
            (None, Some(form)) => {
                head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(FORM));
                form_body(&form, in_body)
            }
            (None, None) => Bytes::new(),
        };
        Ok(Self::Whole(http::Request::from_parts(head, body)))
    }

    /// Records in `activity` what is sent and received.
    pub(super) fn report_to(&mut self, activity: &Activity) {
        match self {
            Self::Whole(request) => drop(request.extensions_mut().insert(activity.clone())),
            Self::Streamed(request) => {
                request.extensions_mut().insert(activity.clone());
                request.body_mut().report_to(activity);
            }
        }
    }

    /// A guard that stops reading the files of the body when it is dropped.
    pub(super) fn cancel_on_drop(&self) -> Option<CancelOnDrop> {
        match self {
            Self::Whole(_) => None,
            Self::Streamed(request) => Some(request.body().cancel_on_drop()),
        }
    }
}

/// Whether a file of a request is read while it is sent.
pub(super) fn is_streamed(request: &Request) -> bool {
    request.params.files().iter().any(|(_, file)| file.is_streamed())
}

/// Method, URL and `Authorization`.
fn head(caller: &Caller, request: &Request, proof: Option<&str>) -> Result<request::Parts> {
    let shared = &caller.shared;
    let host = shared.host.as_deref().unwrap_or(request.host());
    let mut url = request.url(host, shared.version.as_deref());
    if let Some(proof) = proof {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(proof);
    }
    // Parts instead of a builder, which checks and moves the whole request at each step.
    let (mut head, ()) = http::Request::new(()).into_parts();
    head.method = request.method.clone();
    head.uri = http::Uri::try_from(url).map_err(invalid)?;
    if let Some(token) = &caller.token {
        head.headers.insert(header::AUTHORIZATION, authorization("Bearer", token)?);
    }
    if let Some(tag) = caller.validator(request).and_then(Validator::known) {
        head.headers.insert(header::IF_NONE_MATCH, HeaderValue::try_from(tag).map_err(invalid)?);
    }
    Ok(head)
}

/// The value of `Authorization`. Some hosts require the scheme `OAuth`.
pub(super) fn authorization(scheme: &str, token: &str) -> Result<HeaderValue> {
    if token.is_empty() {
        let message = "the access token is empty; is the variable or file that it comes from set?";
        return Err(Error::new(ErrorKind::Request, message));
    }
    let mut value = String::with_capacity(scheme.len() + 1 + token.len());
    value.push_str(scheme);
    value.push(' ');
    value.push_str(token);
    let mut value = HeaderValue::try_from(value)
        .map_err(|_| Error::new(ErrorKind::Request, "the access token contains invalid characters"))?;
    value.set_sensitive(true);
    Ok(value)
}

fn form_body(form: &str, proof: Option<String>) -> Bytes {
    match proof {
        None => Bytes::copy_from_slice(form.as_bytes()),
        Some(proof) if form.is_empty() => proof.into(),
        Some(proof) => format!("{form}&{proof}").into(),
    }
}

fn multipart_body(
    caller: &Caller,
    request: &Request,
    mut head: request::Parts,
    proof: Option<&str>,
) -> Result<Outgoing> {
    let proof: Vec<_> =
        proof.map(pairs).into_iter().flatten().map(|(name, value)| (name.into(), value.into())).collect();
    let random = || caller.shared.timer.random();
    let (kind, parts) = multipart::form(request.params.iter().chain(proof), request.params.files(), random);
    head.headers.insert(header::CONTENT_TYPE, HeaderValue::try_from(kind).map_err(invalid)?);
    Ok(if is_streamed(request) {
        Outgoing::Streamed(http::Request::from_parts(head, Upload::new(parts)))
    } else {
        Outgoing::Whole(http::Request::from_parts(head, multipart::concat(&parts)))
    })
}

fn invalid(error: impl Into<http::Error>) -> Error {
    Error::new(ErrorKind::Request, format!("invalid request URL: {}", error.into()))
}
