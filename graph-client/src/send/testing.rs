//! Prepared responses instead of a server, for testing code that uses this crate.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use http::StatusCode;

use super::Validator;
use crate::{
    call::Describe,
    error::{Error, ErrorKind, Result, check},
    request::Request,
    secrecy::Redactor,
};

/// Prepared responses, which replace the server. Calls are values, and are matched by equality.
///
/// ```
/// use graph_client::{api::user, testing::Answers, *};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<()> {
/// let answers = Answers::new()
///     .on(&user::me().scores().create(5), "true")
///     .fail(&user::me().scores().delete(), 400, r#"{"error":{"message":"no","code":190}}"#);
/// let me = Graph::builder().answers(&answers).build().with(UserToken::new("a token"));
///
/// me.send(user::me().scores().create(5)).await?;
/// let error = me.send(user::me().scores().delete()).await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Authentication);
/// // A call without a prepared response is an error, which lists the prepared ones.
/// assert!(me.send(user::me().scores().create(6)).await.is_err());
/// assert_eq!(answers.calls().len(), 3);
/// # Ok(()) }
/// ```
///
/// A call in a batch gets the same response as a call that is sent alone. If a call has several responses,
/// they are used in the order in which they were prepared; the last one is used from then on. Calls are
/// checked and responses decoded as usual, but nothing waits and nothing is retried.
#[derive(Clone, Default)]
pub struct Answers(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    prepared: Vec<Prepared>,
    /// The bodies at URLs.
    addresses: Vec<(String, Bytes)>,
    calls: Vec<Request>,
}

struct Prepared {
    request: Request,
    status: u16,
    body: Bytes,
    used: bool,
}

impl Answers {
    /// Creates an empty set of responses.
    pub fn new() -> Self {
        Self::default()
    }

    /// Responds to a call with JSON, with HTTP status 200.
    #[must_use]
    pub fn on(self, call: &impl Describe, json: impl Into<String>) -> Self {
        self.fail(call, 200, json)
    }

    /// Responds to a call with an HTTP status and a body. Status 304 stands for an unchanged response to a read [with a
    /// tag](crate::Pending::if_changed).
    #[must_use]
    pub fn fail(self, call: &impl Describe, status: u16, body: impl Into<String>) -> Self {
        let (request, body) = (call.request().clone(), Bytes::from(body.into()));
        self.lock().prepared.push(Prepared { request, status, body, used: false });
        self
    }

    /// Responds to a [download](crate::Client::download) from a URL with a file, or to an
    /// [upload](crate::Client::upload_to) to it with JSON. Whether the URL is allowed is still checked.
    #[must_use]
    pub fn at(self, url: impl Into<String>, body: impl Into<Bytes>) -> Self {
        self.lock().addresses.push((url.into(), body.into()));
        self
    }

    /// The requests that were made, in order, except downloads and uploads.
    pub fn calls(&self) -> Vec<Request> {
        self.lock().calls.clone()
    }

    /// Whether a call was made.
    pub fn was_made(&self, call: &impl Describe) -> bool {
        self.lock().calls.contains(call.request())
    }

    pub(crate) fn answer(
        &self,
        request: &Request,
        repeatable: bool,
        validator: Option<&Validator>,
    ) -> Result<Bytes> {
        let mut state = self.lock();
        state.calls.push(request.clone());
        let matches = |prepared: &&mut Prepared| prepared.request == *request;
        let unused = state.prepared.iter_mut().filter(matches).find(|prepared| !prepared.used);
        let (status, body) = match unused {
            Some(prepared) => {
                prepared.used = true;
                (prepared.status, prepared.body.clone())
            }
            None => match state.prepared.iter().rfind(|prepared| prepared.request == *request) {
                Some(prepared) => (prepared.status, prepared.body.clone()),
                None => {
                    let known: Vec<String> =
                        state.prepared.iter().map(|prepared| format!("{:?}", prepared.request)).collect();
                    let message =
                        format!("no response was prepared for {request:?}; prepared: {}", known.join(", "));
                    return Err(Error::new(ErrorKind::Request, message));
                }
            },
        };
        drop(state);
        if validator.is_some_and(|validator| validator.saw(status, None)) {
            return Ok(Bytes::new());
        }
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        check(status, body, request, repeatable, &Redactor::default)
    }

    /// The body at a URL.
    pub(crate) fn at_address(&self, url: &str) -> Result<Bytes> {
        let state = self.lock();
        let found = state.addresses.iter().rfind(|(known, _)| known == url);
        let message = "no response was prepared for this URL; prepare one with `Answers::at`";
        found.map(|(_, body)| body.clone()).ok_or_else(|| Error::new(ErrorKind::Request, message))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.lock();
        f.debug_list().entries(state.prepared.iter().map(|prepared| &prepared.request)).finish()
    }
}
