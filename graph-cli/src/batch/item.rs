//! The calls of a batch: how a file describes them, and how they are sent.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use graph_schema::{Schema, call, model::Method};
use graph_wire::secret::is_credential;
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::{Map, Value};

/// One call, in the platform's own format.
#[derive(Clone, Debug, Deserialize)]
pub struct Item {
    #[serde(default = "get")]
    pub method: String,
    pub relative_url: String,
    /// A form, or an object that is sent as one.
    #[serde(default)]
    pub body: Option<Value>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub depends_on: Option<String>,
    /// Other keys of the platform, sent unchanged.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

fn get() -> String {
    "GET".to_owned()
}

/// Reads a file: a JSON list, or one JSON object per line.
pub fn read(path: &Path) -> Result<Vec<Item>, String> {
    let shown = path.display();
    let mut text = String::new();
    let read = match path.to_str() {
        Some("-") => io::stdin().read_to_string(&mut text).map(drop),
        _ => fs::read_to_string(path).map(|read| text = read),
    };
    read.map_err(|error| format!("cannot read {shown}: {error}"))?;
    if text.trim_start().starts_with('[') {
        return serde_json::from_str(&text)
            .map_err(|error| format!("{shown}: invalid list of calls: {error}"));
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            serde_json::from_str(line).map_err(|error| format!("{shown}:{}: invalid call: {error}", at + 1))
        })
        .collect()
}

impl Item {
    /// What is wrong with the call, independently of the schema.
    pub fn invalid(&self) -> Option<String> {
        if !matches!(self.method.to_ascii_uppercase().as_str(), "GET" | "POST" | "PUT" | "DELETE") {
            return Some("`method` must be GET, POST or DELETE".to_owned());
        }
        if self.rest.contains_key("attached_files") {
            return Some("a batch cannot send files; send each with `graph post`".to_owned());
        }
        match &self.body {
            None | Some(Value::String(_) | Value::Object(_)) => None,
            Some(_) => Some("`body` must be an object, or a form such as \"message=hi\"".to_owned()),
        }
    }

    /// The body as a form.
    pub fn form(&self) -> Option<String> {
        match self.body.as_ref()? {
            Value::Object(members) => {
                let mut form = form_urlencoded::Serializer::new(String::new());
                for (name, value) in members {
                    form.append_pair(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                }
                Some(form.finish())
            }
            Value::String(form) => Some(form.clone()),
            _ => None,
        }
    }

    /// The names of the calls that this call depends on.
    pub fn dependencies(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let listed = self.depends_on.iter().flat_map(|names| names.split(','));
        names.extend(listed.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()));
        for text in [Some(self.relative_url.clone()), self.form()].into_iter().flatten() {
            // References may be percent-encoded.
            let text = percent_decode_str(&text).decode_utf8_lossy();
            for part in text.split("{result=").skip(1) {
                names.extend(part.split(':').next().map(str::to_owned));
            }
        }
        names
    }

    /// What the schema says is wrong with the call. Calls that refer to other responses are not checked.
    pub fn check(&self, schema: &Schema) -> Vec<String> {
        let (path, query) = self.relative_url.split_once('?').unwrap_or((&self.relative_url, ""));
        let form = self.form().unwrap_or_default();
        if [path, query, &form].iter().any(|text| text.contains("{result=") || text.contains("%7Bresult")) {
            return Vec::new();
        }
        let pairs = form_urlencoded::parse(query.as_bytes()).chain(form_urlencoded::parse(form.as_bytes()));
        let pairs: Vec<(String, String)> = pairs
            .filter(|(name, _)| !is_credential(name))
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let values: Vec<(&str, &str)> =
            pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let method = match self.method.to_ascii_uppercase().as_str() {
            "POST" | "PUT" => Method::Post,
            "DELETE" => Method::Delete,
            _ => Method::Get,
        };
        match call::by_path(schema, method, path, &values) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.iter().map(ToString::to_string).collect(),
        }
    }

    /// The values of secret parameters in the URL and in the body.
    pub fn secrets(&self) -> Vec<String> {
        let query = self.relative_url.split_once('?').map_or("", |(_, query)| query);
        let form = self.form().unwrap_or_default();
        let pairs = form_urlencoded::parse(query.as_bytes()).chain(form_urlencoded::parse(form.as_bytes()));
        pairs.filter(|(name, _)| is_credential(name)).map(|(_, value)| value.into_owned()).collect()
    }

    /// The call as an entry of the `batch` parameter.
    pub fn to_json(&self) -> Value {
        let mut entry = self.rest.clone();
        entry.insert("method".to_owned(), Value::String(self.method.to_ascii_uppercase()));
        entry.insert("relative_url".to_owned(), Value::String(self.relative_url.clone()));
        if let Some(form) = self.form() {
            entry.insert("body".to_owned(), Value::String(form));
        }
        for (key, value) in [("name", &self.name), ("depends_on", &self.depends_on)] {
            if let Some(value) = value {
                entry.insert(key.to_owned(), Value::String(value.clone()));
            }
        }
        if self.name.is_some() {
            // By default, a named call that succeeds has no response, as if it had not been run.
            entry.insert("omit_response_on_success".to_owned(), Value::Bool(false));
        }
        Value::Object(entry)
    }
}
