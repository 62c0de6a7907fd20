//! The way out: any call by its path.

use std::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    time::Duration,
};

use http::Method;
use serde_json::Value;

use crate::{
    decode::{Reader, ReadsAs, wire},
    description::Api,
    error::{Error, Result},
    execute::Caller,
    operation::{Decoder, Describe, Listing, Sealed},
    page::{self, Page, pairs},
    request::Request,
    retry::RetryPolicy,
    value::File,
};

/// A call by its path; made by [`Client::raw`](crate::Client::raw). Awaiting it sends it.
#[must_use = "nothing is sent until it is awaited"]
pub struct Raw {
    caller: Caller,
    request: Request,
}

impl Raw {
    pub(crate) fn new(caller: Caller, method: Method, path: &str) -> Self {
        let mut request = Request::raw(crate::api::api(), method, path);
        // The query of the path, if it has one, becomes parameters.
        if let Some((path, query)) = request.path.clone().split_once('?') {
            request.path = path.to_owned();
            for (name, value) in pairs(query) {
                request.params.append(&name, &value);
            }
        }
        // `/` is where batches go, and reads of several ids.
        if path.is_empty() || request.path.contains(|c: char| c.is_whitespace() || c.is_control() || c == '#')
        {
            request.params.refuse("path", format!("{path:?} is not a path"));
        }
        Self { caller, request }
    }

    /// Adds a parameter.
    pub fn param(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.request.params.set(&name.into(), &value.to_string());
        self
    }

    /// Adds a file, which is sent with a POST.
    pub fn file(mut self, name: impl Into<String>, file: File) -> Self {
        self.request.params.file(name.into(), file);
        self
    }

    /// Gives the call up after this time: see [`Pending::timeout`](crate::Pending::timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.caller.options.timeout = Some(timeout);
        self
    }

    /// Repeats this call by a policy of its own.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.caller.options.retry = Some(policy);
        self
    }

    /// Does not repeat this call.
    pub fn no_retry(self) -> Self {
        self.retry(RetryPolicy::never())
    }

    /// Says that sending this call twice does no harm: see
    /// [`Pending::idempotent`](crate::Pending::idempotent).
    pub fn idempotent(mut self) -> Self {
        self.caller.options.idempotent = true;
        self
    }

    /// For an API other than the built-in one, such as `planets::api()`: its host, version and error codes.
    pub fn of(mut self, api: &'static Api) -> Self {
        self.request.api = api;
        self
    }
}

impl Sealed for Raw {}

impl Describe for Raw {
    fn request(&self) -> &Request {
        &self.request
    }
}

/// A list by its path, its items as JSON: `me.items(me.raw(Method::GET, "me/likes"))`. What was said for the call
/// alone is said to the pages instead.
impl<K, S> Listing<K, S> for Raw {
    type Item = Value;

    fn into_list(self) -> (Request, Decoder<Page<Value>>) {
        (self.request, page::page::<wire::Json, Value>)
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}

impl IntoFuture for Raw {
    type Output = Result<Value>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let body = self.caller.execute(&self.request).await?;
            if body.trim_ascii().is_empty() {
                return Ok(Value::Null);
            }
            let read = Reader::whole(&body, <Value as ReadsAs<wire::Json>>::read);
            read.map_err(|error| Error::decode(error).without(&self.caller.hidden(&self.request)))
        })
    }
}
