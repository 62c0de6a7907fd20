//! Batches in the platform's format.

use http::Method;
use percent_encoding::{percent_decode, percent_decode_str};
use serde_json::{Value, json};

use super::{
    part::{Calls, Item},
    reference::names,
};
use crate::{
    facts::Api,
    request::Request,
    secrecy::{encode_into, random_bytes},
    send::{Caller, Validator},
};

/// A call as it is sent in the batch, with references replaced.
pub(super) struct Written {
    pub(super) number: usize,
    pub(super) url: String,
    pub(super) form: Option<String>,
    /// Whether other calls of the same request refer to it.
    pub(super) named: bool,
}

/// The names by which calls of one request refer to each other.
pub(super) struct Names(String);

impl Names {
    /// Names that cannot be guessed, so that text of a user cannot refer to a call.
    pub(super) fn random() -> Self {
        Self(format!("call{:016x}n", u64::from_le_bytes(random_bytes())))
    }

    /// Names for display.
    fn shown() -> Self {
        Self("call".to_owned())
    }

    pub(super) fn of(&self, number: usize) -> String {
        format!("{}{number}", self.0)
    }

    /// The platform's form of a reference.
    pub(super) fn reference(&self, number: usize, path: &str) -> String {
        format!("{{result={}:$.{path}}}", self.of(number))
    }
}

/// Whether the platform would read a reference in an encoded path, query or form that contains none of ours.
pub(super) fn has_foreign_reference(encoded: &str) -> bool {
    const START: &[u8] = b"{result=";
    // Check the text decoded and undecoded, and ignore case: how the platform parses it is not documented.
    let holds = |bytes: &[u8]| bytes.windows(START.len()).any(|part| part.eq_ignore_ascii_case(START));
    let once: Vec<u8> = percent_decode_str(encoded).collect();
    let twice: Vec<u8> = percent_decode(&once).collect();
    holds(encoded.as_bytes()) || holds(&once) || holds(&twice)
}

/// The name of a call's file in the form of the batch.
fn file_name(number: usize, name: &str) -> String {
    format!("call{number}_{name}")
}

impl Written {
    fn json(&self, item: &Item, names: &Names) -> Value {
        let mut json = json!({ "method": item.request.method.as_str(), "relative_url": self.url });
        if let Some(form) = &self.form {
            json["body"] = Value::String(form.clone());
        }
        if let Some(tag) = item.validator().and_then(Validator::known) {
            json["headers"] = json!([{ "name": "If-None-Match", "value": tag }]);
        }
        let files = item.request.params.files();
        let files: Vec<String> = files.iter().map(|(name, _)| file_name(self.number, name)).collect();
        if !files.is_empty() {
            json["attached_files"] = Value::String(files.join(","));
        }
        if self.named {
            json["name"] = Value::String(names.of(self.number));
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
pub(super) fn batch_request(
    api: &'static Api,
    names: &Names,
    calls: &[(Written, &Item)],
    with_headers: bool,
) -> Request {
    let mut batch_request = Request::raw(api, Method::POST, "");
    let items: Vec<Value> = calls.iter().map(|(written, item)| written.json(item, names)).collect();
    batch_request.params.json("batch", items);
    // The URL of a picture and an ETag are sent only in headers.
    let needs_headers = |(_, item): &(Written, &Item)| {
        item.validator().is_some() || item.request.description.is_some_and(|known| known.redirects())
    };
    if !with_headers && !calls.iter().any(needs_headers) {
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
    let shown_names = Names::shown();
    let place = |name: u64| calls.0.iter().position(|item| item.name == Some(name));
    let shown = |text: &str| {
        let shown = super::reference::replace(text, |name, path| -> Result<_, std::convert::Infallible> {
            Ok(place(name).map(|number| shown_names.reference(number, path)))
        });
        shown.unwrap_or_else(|never| match never {})
    };
    let texts = calls.0.iter().map(|item| {
        [item.request.relative_url(version), item.request.form().unwrap_or_default().into_owned()].concat()
    });
    let referred: Vec<u64> = texts.flat_map(|text| names(&text)).collect();
    let written = calls.0.iter().enumerate().map(|(number, item)| {
        let (mut url, mut form) =
            (shown(&item.request.relative_url(version)), item.request.form().map(|form| shown(&form)));
        if item.own_token(caller).is_some() {
            add(&mut url, &mut form, "access_token", "<token>");
        }
        let named = item.name.is_some_and(|name| referred.contains(&name));
        (Written { number, url, form, named }, item)
    });
    let written: Vec<_> = written.collect();
    batch_request(
        calls.0.first().map_or(caller.shared.api, |first| first.request.api),
        &shown_names,
        &written,
        false,
    )
}
