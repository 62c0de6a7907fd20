//! Cases as stored in their files.

use std::{collections::BTreeMap, fs, path::PathBuf};

use graph_schema::{
    call::{self, Problem, Request},
    model::Schema,
};
use serde_json::{Deserializer, Value};

use super::refused::FILE;
use crate::file_of;

/// A case of a call that is sent.
pub(crate) struct Stored {
    pub(crate) operation: String,
    /// The call by names and values.
    pub(crate) by_name: ByName,
    /// The same, as written in the file.
    pub(crate) call: String,
    /// As written in the file.
    pub(crate) answer: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// The parameters of the query, the form or its parts.
    pub(crate) params: BTreeMap<String, String>,
}

/// A call by names and values.
pub(crate) struct ByName {
    target: Vec<String>,
    /// Sorted by name. A list of strings is a parameter that is set several times.
    values: Vec<(String, String)>,
}

impl ByName {
    /// Parses `{"target": ["me"], "values": {"name": ".."}}`.
    pub(crate) fn new(call: &Value) -> Self {
        let text = |value: &Value| value.as_str().expect("values are texts").to_owned();
        let target = call["target"].as_array().expect("a target").iter().map(text).collect();
        let mut values = Vec::new();
        for (name, value) in call["values"].as_object().expect("values") {
            match value {
                Value::Array(several) => {
                    values.extend(several.iter().map(|value| (name.clone(), text(value))))
                }
                one => values.push((name.clone(), text(one))),
            }
        }
        Self { target, values }
    }

    /// Builds the request from the model.
    pub(crate) fn request(&self, schema: &Schema, operation: &str) -> Result<Request, Vec<Problem>> {
        let target: Vec<&str> = self.target.iter().map(String::as_str).collect();
        let values: Vec<(&str, &str)> =
            self.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        call::request(schema, operation, &target, &values)
    }
}

/// The members of an object: values with their source text.
pub(crate) type Members<'a> = BTreeMap<String, (Value, &'a str)>;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/wire"))
}

/// Returns the cases of all files, except for rejected calls.
pub(crate) fn read_all() -> Vec<Stored> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.file_stem().is_some_and(|name| name != FILE));
    files.sort();
    let cases = files.iter().flat_map(|file| {
        let name = file.file_stem().unwrap().to_str().unwrap();
        let cases = read(name);
        assert!(
            cases.iter().all(|case| file_of(&case.operation) == name),
            "a case in the wrong file: {name}"
        );
        cases
    });
    cases.collect()
}

/// Returns the cases of a file.
pub(crate) fn read(file: &str) -> Vec<Stored> {
    let text = text(file);
    let cases = objects(file, &text).into_iter().map(|members| {
        let text = |name: &str| {
            members.get(name).and_then(|(value, _)| value.as_str()).unwrap_or_default().to_owned()
        };
        let params = ["query", "form", "parts"].iter().find_map(|name| members.get(*name)?.0.as_object());
        let (call, written) = members.get("call").expect("a call");
        Stored {
            operation: text("operation"),
            by_name: ByName::new(call),
            call: (*written).to_owned(),
            answer: members.get("answer").map(|(_, written)| (*written).to_owned()).expect("an answer"),
            method: text("method"),
            path: text("path"),
            params: params
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
                .collect(),
        }
    });
    cases.collect()
}

/// Returns the text of a file.
pub(crate) fn text(file: &str) -> String {
    let path = folder().join(format!("{file}.json"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Parses a list of objects, keeping the source text of the members' values.
pub(crate) fn objects<'a>(file: &str, text: &'a str) -> Vec<Members<'a>> {
    let mut rest = text;
    let mut objects = Vec::new();
    assert!(skip(&mut rest, '['), "{file}: a list of cases");
    while skip(&mut rest, '{') {
        let mut members = BTreeMap::new();
        loop {
            let (name, _) = next(&mut rest);
            assert!(skip(&mut rest, ':'));
            members.insert(name.as_str().unwrap().to_owned(), next(&mut rest));
            if !skip(&mut rest, ',') {
                break;
            }
        }
        assert!(skip(&mut rest, '}'));
        skip(&mut rest, ',');
        objects.push(members);
    }
    assert!(skip(&mut rest, ']') && rest.trim().is_empty(), "{file}: what comes behind the cases?");
    objects
}

/// Strips an optional prefix.
fn skip(text: &mut &str, mark: char) -> bool {
    let rest = text.trim_start().strip_prefix(mark);
    *text = rest.unwrap_or(text);
    rest.is_some()
}

/// Parses a JSON value at the front. Returns it with its source text.
fn next<'a>(text: &mut &'a str) -> (Value, &'a str) {
    let trimmed = text.trim_start();
    let mut values = Deserializer::from_str(trimmed).into_iter();
    let value = values.next().unwrap().unwrap_or_else(|error| panic!("{error} in {trimmed:.200}"));
    let (written, rest) = trimmed.split_at(values.byte_offset());
    *text = rest;
    (value, written)
}
