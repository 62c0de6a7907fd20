//! The way out: any call by its path.

use std::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    sync::Arc,
};

use http::Method;
use serde_json::Value;

use crate::{
    decode::{Reader, ReadsAs, wire},
    description::Api,
    error::{Error, Result},
    execute::execute,
    graph::Shared,
    operation::{Describe, Sealed},
    page::pairs,
    request::Request,
};

/// A call by its path; made by [`Client::raw`](crate::Client::raw). Awaiting it sends it.
#[must_use = "nothing is sent until it is awaited"]
pub struct Raw {
    shared: Arc<Shared>,
    token: Option<String>,
    request: Request,
}

impl Raw {
    pub(crate) fn new(shared: Arc<Shared>, token: Option<String>, method: Method, path: &str) -> Self {
        let mut request = Request::raw(crate::api::api(), method, path);
        // The query of the path, if it has one, becomes parameters.
        if let Some((path, query)) = request.path.clone().split_once('?') {
            request.path = path.to_owned();
            for (name, value) in pairs(query) {
                request.params.append(&name, &value);
            }
        }
        if request.path.is_empty()
            || request.path.contains(|c: char| c.is_whitespace() || c.is_control() || c == '#')
        {
            request.params.refuse("path", format!("{path:?} is not a path"));
        }
        Self { shared, token, request }
    }

    /// Adds a parameter.
    pub fn param(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.request.params.set(&name.into(), &value.to_string());
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
            let body = execute(&self.shared, self.token.as_deref(), &self.request).await?;
            if body.trim_ascii().is_empty() {
                return Ok(Value::Null);
            }
            Reader::whole(&body, <Value as ReadsAs<wire::Json>>::read).map_err(Error::decode)
        })
    }
}
