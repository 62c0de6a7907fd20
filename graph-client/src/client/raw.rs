//! Escape hatch: any call by its path.

use std::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
};

use http::Method;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::Pending;
use crate::{
    answer::{Decoder, ETag, IfChanged, Page, page, reads},
    call::{Describe, Listing, Sealed},
    decode::wire,
    error::Result,
    facts::Api,
    request::Request,
    secrecy::pairs,
    send::{Caller, Settings, call_settings},
    value::File,
};

/// A call by its path. Created by [`Client::raw`](crate::Client::raw). Nothing is sent until it is awaited.
#[must_use = "nothing is sent until it is awaited"]
pub struct Raw {
    caller: Caller,
    request: Request,
}

impl Raw {
    pub(crate) fn new(caller: Caller, method: Method, path: &str) -> Self {
        let mut request = Request::raw(caller.shared.api, method, path);
        // The query of the path, if it has one, becomes parameters.
        if let Some((path, query)) = request.path.clone().split_once('?') {
            request.path = path.to_owned();
            for (name, value) in pairs(query) {
                request.params.append(&name, &value);
            }
        }
        if let Some(reason) = wrong_path(path, &request.path) {
            request.params.refuse("path", format!("{path:?} {reason}"));
        }
        Self { caller, request }
    }

    /// Sets a parameter.
    pub fn param(mut self, name: impl Into<String>, value: impl fmt::Display) -> Self {
        self.request.params.set(&name.into(), &value.to_string());
        self
    }

    /// Sets the body to a JSON object. Parameters are then sent in the query.
    pub fn json(mut self, object: impl fmt::Display) -> Self {
        let object = object.to_string();
        match serde_json::from_str::<serde_json::Map<String, Value>>(&object) {
            Ok(_) => {
                self.request.params.start_json();
                self.request.params.put_flat("body", object.trim().to_owned());
            }
            Err(error) => {
                self.request.params.refuse("body", format!("is not a JSON object: {error}"));
            }
        }
        self
    }

    /// Adds a file. Files are sent with POST.
    pub fn file(mut self, name: impl Into<String>, file: File) -> Self {
        self.request.params.file(name.into(), file);
        self
    }

    call_settings!("Cancels the call after `timeout`, including all attempts and waits.", idempotent);

    /// Returns the response only if it changed since the one with this [`ETag`]: see
    /// [`Pending::if_changed`](crate::Pending::if_changed).
    pub fn if_changed(self, known: impl Into<Option<ETag>>) -> Pending<IfChanged<Value>> {
        let given = self.caller.settings.clone();
        let pending = Pending::new(move |settings| self.set(|own| *own = settings.clone()).into_future());
        pending.set(|settings| *settings = given).if_changed(known)
    }

    fn set(mut self, set: impl Fn(&mut Settings)) -> Self {
        set(&mut self.caller.settings);
        self
    }

    /// Uses the host, version and error codes of another API, such as `planets::api()`.
    pub fn of(mut self, api: &'static Api) -> Self {
        self.request.api = api;
        self
    }
}

/// Why a path cannot be sent.
pub(super) fn wrong_path(given: &str, path: &str) -> Option<&'static str> {
    // A slash in a segment is one to some servers, and a backslash is one to transports.
    let is_dots = |segment: &str| {
        let segment = percent_decode_str(segment).decode_utf8_lossy();
        segment.split(['/', '\\']).any(|part| matches!(part, "." | ".."))
    };
    // The empty path is used by batches and by reads of several ids.
    if given.is_empty() || path.contains(|c: char| c.is_whitespace() || c.is_control() || c == '#') {
        Some("is not a valid path")
    } else if path.contains('\\') {
        Some("is not a valid path; write `/`, or `%5C` for a backslash")
    } else if path.contains("://") || given.starts_with("//") {
        Some("is a URL, not a path; remove scheme and host")
    } else if path.split('/').any(is_dots) {
        Some("leaves the version of the API; remove `.` and `..`")
    } else {
        None
    }
}

impl Sealed for Raw {}

impl Describe for Raw {
    fn request(&self) -> &Request {
        &self.request
    }
}

/// A list by its path, with its items as JSON: `me.items(me.raw(Method::GET, "me/likes"))`. Settings of the
/// raw call, such as `timeout`, are ignored: set them on the pages or items.
impl<K, S> Listing<K, S> for Raw {
    type Item = Value;

    fn into_list(self) -> (Request, Decoder<Page<Value>>) {
        (self.request, page::<wire::Json, Value>)
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
            self.caller.read(&self.request, &body, reads::value::<wire::Json, Value>)
        })
    }
}
