//! The parameters of a call: from the command line to a checked request.

use std::{
    fs,
    io::{self, Read},
};

use graph_client::Method;
use graph_schema::{
    Schema,
    call::{self, ByPath, Problem, ProblemKind},
    model,
};
use graph_wire::secret::is_credential;
use serde_json::{Map, Value as Json};

use super::CallOptions;
use crate::output::sanitize;

/// A parameter from the query of the path or from an option.
pub struct Value {
    name: String,
    value: String,
    /// The value is the path of a file.
    is_file: bool,
}

impl Value {
    fn text(name: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), value: value.into(), is_file: false }
    }
}

/// All parameters of the call. Rejects secrets.
pub fn values(options: &CallOptions, limit: Option<(String, String)>) -> Result<Vec<Value>, String> {
    let query = options.path.split_once('?').map_or("", |(_, query)| query);
    let mut values: Vec<Value> =
        form_urlencoded::parse(query.as_bytes()).map(|(name, value)| Value::text(name, value)).collect();
    for param in &options.params {
        let Some((name, value)) = param.split_once('=') else {
            // Not repeated in the message: it may be a secret.
            return Err("--param expects NAME=VALUE, but one has no `=`".to_owned());
        };
        values.push(match value.strip_prefix('@') {
            Some(text) if text.starts_with('@') => Value::text(name, text),
            Some(path) => Value { name: name.to_owned(), value: path.to_owned(), is_file: true },
            None => Value::text(name, value),
        });
    }
    values.extend(options.fields.iter().map(|fields| Value::text("fields", fields)));
    values.extend(limit.map(|(name, value)| Value::text(name, value)));
    match values.iter().find(|value| is_credential(&value.name)) {
        None => Ok(values),
        Some(Value { name, .. }) => Err(format!(
            "`{name}` is a secret; on the command line it is visible to other users and saved in the shell \
             history; set GRAPH_TOKEN, or use --token-file with a file of mode 600"
        )),
    }
}

/// Reads the JSON object of `--json`. Rejects secrets.
pub fn body(file: &str) -> Result<String, String> {
    let mut text = String::new();
    let read = match file {
        "-" => io::stdin().read_to_string(&mut text).map(drop),
        file => fs::read_to_string(file).map(|read| text = read),
    };
    read.map_err(|error| format!("cannot read {}: {error}", sanitize(file)))?;
    let object: Map<String, Json> = serde_json::from_str(&text)
        .map_err(|error| format!("{} is not a JSON object: {error}", sanitize(file)))?;
    match object.keys().find(|name| is_credential(name)) {
        None => Ok(text),
        Some(name) => {
            Err(format!("`{name}` is a secret; set GRAPH_TOKEN, or use --token-file with a file of mode 600"))
        }
    }
}

/// The names and paths of files to send.
type Files = Vec<(String, String)>;

/// The request and its files, or what the schema says is wrong with it.
pub fn check(
    schema: &Schema,
    method: &Method,
    options: &CallOptions,
    values: &[Value],
    body: Option<&str>,
) -> Result<(ByPath, Files), Vec<Problem>> {
    let path = options.path.split('?').next().unwrap_or_default();
    let pairs = |with_files: bool| -> Vec<(&str, &str)> {
        let values = values.iter().filter(|value| with_files || !value.is_file);
        values.map(|value| (value.name.as_str(), value.value.as_str())).collect()
    };
    if options.no_check {
        let files = values.iter().filter(|value| value.is_file);
        let files = files.map(|value| (value.name.clone(), value.value.clone())).collect();
        let mut call = call::unchecked(schema, path, &pairs(false));
        if body.is_some() {
            call.query = std::mem::take(&mut call.params);
            call.body = body.map(str::to_owned);
        }
        return Ok((call, files));
    }
    let method = match *method {
        Method::POST => model::Method::Post,
        Method::DELETE => model::Method::Delete,
        _ => model::Method::Get,
    };
    let mut call = match body {
        Some(body) => call::by_path_with_json(schema, method, path, &pairs(true), body)?,
        None => call::by_path(schema, method, path, &pairs(true))?,
    };
    let is_file = |name: &str| call.files.iter().any(|(known, _)| known == name);
    let problems: Vec<Problem> =
        values.iter().filter(|value| value.is_file != is_file(&value.name)).map(wrong_kind).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    // The platform would redirect to the picture; with this, it returns the URL of the picture.
    if call.redirects && !call.params.iter().any(|(name, _)| name == "redirect") {
        call.params.push(("redirect".to_owned(), "false".to_owned()));
    }
    let files = std::mem::take(&mut call.files);
    Ok((call, files))
}

/// A file where the schema has text, or text where it has a file.
fn wrong_kind(Value { name, value, is_file }: &Value) -> Problem {
    let (rule, remedy) = match is_file {
        true => (
            format!("`{name}` is not a file"),
            "remove the @, or write @@ before text that starts with @".to_owned(),
        ),
        false => (format!("`{name}` is a file"), format!("write --param {name}=@{value}")),
    };
    Problem { kind: ProblemKind::Type, params: vec![name.clone()], rule, remedy }
}

/// A problem, followed by the part of the command line that it is about.
pub fn describe(problem: &Problem, options: &CallOptions, json: Option<&str>) -> String {
    let place = problem.params.iter().find_map(|param| {
        if param == "fields" {
            return options.fields.as_ref().map(|fields| format!("--fields {fields}"));
        }
        let given = options.params.iter().find(|given| given.split('=').next() == Some(param.as_str()));
        given.map(|given| format!("--param {given}"))
    });
    let json = || json.filter(|_| !problem.params.is_empty()).map(|file| format!("--json {file}"));
    let place = place.or_else(json).unwrap_or_else(|| options.path.clone());
    format!("{problem}\n  in {}", sanitize(&place))
}
