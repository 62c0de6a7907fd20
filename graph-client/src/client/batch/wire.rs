//! Batches in the platform's format.

use bytes::Bytes;
use http::{Method, StatusCode};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    part::{Calls, Item},
    reference::names,
};
use crate::{
    error::{Result, check},
    facts::Api,
    request::Request,
    secrecy::encode_into,
    send::{Caller, Usage, redirected},
};

/// An element of the response to a batch.
#[derive(Deserialize)]
pub(super) struct Element {
    code: u16,
    #[serde(default)]
    headers: Option<Vec<Header>>,
    body: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    name: String,
    value: String,
}

impl Element {
    fn header(&self, name: &str) -> Option<&str> {
        let headers = self.headers.as_deref().unwrap_or_default();
        headers
            .iter()
            .find(|header| header.name.eq_ignore_ascii_case(name))
            .map(|header| header.value.as_str())
    }

    pub(super) fn usage(&self) -> Usage {
        Usage::read(|name| self.header(name))
    }

    /// The body, if the element is a success.
    pub(super) fn into_result(self, request: &Request, caller: &Caller, repeatable: bool) -> Result<Bytes> {
        let status = StatusCode::from_u16(self.code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Some(picture) = redirected(request, status, self.header("location")) {
            return Ok(picture);
        }
        let wait = self.usage().wait();
        let body = Bytes::from(self.body.unwrap_or_default());
        check(status, body, request.api, repeatable, &|| caller.redactor(request))
            .map_err(|error| error.after(wait))
    }
}

/// A call as it is sent in the batch, with references replaced.
pub(super) struct Written {
    pub(super) number: usize,
    pub(super) url: String,
    pub(super) form: Option<String>,
    /// Whether other calls of the same request refer to it.
    pub(super) named: bool,
}

/// The name by which other calls refer to a call.
pub(super) fn name(number: usize) -> String {
    format!("call{number}")
}

/// The name of a call's file in the form of the batch.
fn file_name(number: usize, name: &str) -> String {
    format!("call{number}_{name}")
}

impl Written {
    /// The path of the request, without the version, with references replaced.
    pub(super) fn path(&self, request: &Request) -> String {
        let path = self.url.split('?').next().unwrap_or_default();
        let parts = request.path.split('/').count();
        let all: Vec<&str> = path.split('/').collect();
        all.get(all.len().saturating_sub(parts)..).unwrap_or_default().join("/")
    }

    fn json(&self, item: &Item) -> Value {
        let mut json = json!({ "method": item.request.method.as_str(), "relative_url": self.url });
        if let Some(form) = &self.form {
            json["body"] = Value::String(form.clone());
        }
        let files = item.request.params.files();
        let files: Vec<String> = files.iter().map(|(name, _)| file_name(self.number, name)).collect();
        if !files.is_empty() {
            json["attached_files"] = Value::String(files.join(","));
        }
        if self.named {
            json["name"] = Value::String(name(self.number));
            // Otherwise the response would be `null`, as for a call that was not run.
            json["omit_response_on_success"] = Value::Bool(false);
        }
        json
    }
}

/// Adds a parameter to the form, or to the query if there is no form.
pub(super) fn add(url: &mut String, form: &mut Option<String>, name: &str, value: &str) {
    let (to, first) = match form {
        Some(form) => {
            let first = if form.is_empty() { "" } else { "&" };
            (form, first)
        }
        None => {
            let first = if url.contains('?') { "&" } else { "?" };
            (url, first)
        }
    };
    to.push_str(first);
    to.push_str(name);
    to.push('=');
    encode_into(to, value);
}

/// The request that holds the calls.
pub(super) fn batch_request(api: &'static Api, calls: &[(Written, &Item)]) -> Request {
    let mut batch_request = Request::raw(api, Method::POST, "");
    let items: Vec<Value> = calls.iter().map(|(written, item)| written.json(item)).collect();
    batch_request.params.json("batch", items);
    // The URL of a picture is only in a header.
    let redirects =
        |(_, item): &(Written, &Item)| item.request.description.is_some_and(|known| known.redirects());
    if !calls.iter().any(redirects) {
        batch_request.params.text("include_headers", "false");
    }
    for (written, item) in calls {
        for (name, file) in item.request.params.files() {
            batch_request.params.file(file_name(written.number, name), file.clone());
        }
    }
    batch_request
}

/// A batch as a request without tokens, for display.
pub(crate) fn as_request(caller: &Caller, calls: &Calls) -> Request {
    let version = caller.shared.version.as_deref();
    let place = |name: u64| calls.0.iter().position(|item| item.name == Some(name));
    let shown = |text: &str| {
        let shown = super::reference::replace(text, |name, path| -> Result<_, std::convert::Infallible> {
            Ok(place(name).map(|number| format!("{{result={}:$.{path}}}", self::name(number))))
        });
        shown.unwrap_or_else(|never| match never {})
    };
    let texts = calls.0.iter().map(|item| {
        [item.request.relative_url(version), item.request.form().unwrap_or_default().to_owned()].concat()
    });
    let referred: Vec<u64> = texts.flat_map(|text| names(&text)).collect();
    let written = calls.0.iter().enumerate().map(|(number, item)| {
        let (mut url, mut form) =
            (shown(&item.request.relative_url(version)), item.request.form().map(shown));
        if item.own_token(caller).is_some() {
            add(&mut url, &mut form, "access_token", "<token>");
        }
        let named = item.name.is_some_and(|name| referred.contains(&name));
        (Written { number, url, form, named }, item)
    });
    let written: Vec<_> = written.collect();
    batch_request(calls.0.first().map_or(caller.shared.api, |first| first.request.api), &written)
}
