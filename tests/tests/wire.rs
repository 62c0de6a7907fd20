//! Every operation on the wire: what is sent for it, and what its answer is read as.
//!
//! A case is a call in `wire/`, beside this file, and an object of the same place in
//! `../wire/<module>.json`: the call as text, its request, the answer, and the value that is read
//! from it. A new case is a call and an object with `operation` and `answer`, which are written by
//! hand; `UPDATE_EXPECT=1 cargo test -p graph-tests --test wire` writes the rest.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{Debug, Write as _},
    fs,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use expect_test::expect_file;
use graph_client::{
    transport::{BoxFuture, Transport, TransportError},
    *,
};
use graph_schema::model::{Operation, Param, Schema, Segment};
use serde_json::{Deserializer, Value};

mod wire {
    //! The calls, each as a user writes it.

    /// Names each call and keeps it as text.
    macro_rules! calls {
        ($($operation:literal => $call:expr,)*) => {
            vec![$({
                let pending = $call;
                crate::Call {
                    operation: $operation,
                    rust: stringify!($call),
                    answered: Box::pin(async move { crate::shown(pending.await) }),
                }
            }),*]
        };
    }

    pub(crate) mod nodes;
    pub(crate) mod user;
}

/// Operations whose calls hold files, or whose answer is no JSON.
const ELSEWHERE: [&str; 3] = ["user.photos.create", "user.videos.create", "user.picture.get"];

/// A client for each kind of token.
struct Clients {
    me: Client<UserToken>,
    app: Client<AppToken>,
    bot: Client<PageToken>,
    anyone: Client<NoToken>,
}

/// A call that is not sent yet.
struct Call {
    operation: &'static str,
    rust: &'static str,
    answered: BoxFuture<String>,
}

/// Keeps the last request, and answers as it was told to.
#[derive(Clone, Default)]
struct Recorder {
    answer: Arc<Mutex<(u16, String)>>,
    sent: Arc<Mutex<Option<http::Request<Bytes>>>>,
}

impl Transport for Recorder {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        let before = self.sent.lock().unwrap().replace(request);
        assert!(before.is_none(), "one call is one request");
        let (status, body) = self.answer.lock().unwrap().clone();
        let answer = http::Response::builder().status(status).body(body.into()).unwrap();
        Box::pin(async move { Ok(answer) })
    }
}

/// A case as its file holds it.
struct Stored {
    operation: String,
    /// As it is written there.
    answer: String,
    method: String,
    path: String,
    /// Of the query or the form.
    params: BTreeMap<String, String>,
}

#[tokio::test]
async fn every_call_is_sent_and_read_as_stored() {
    let recorder = Recorder::default();
    let graph = Graph::builder().transport(recorder.clone()).build();
    let clients = Clients {
        me: graph.with(UserToken::new("TOKEN")),
        app: graph.with(AppToken::new("TOKEN")),
        bot: graph.with(PageToken::new("TOKEN")),
        anyone: graph.with(NoToken),
    };
    let mut files = BTreeMap::<&str, Vec<Call>>::new();
    for call in wire::user::calls(&clients).into_iter().chain(wire::nodes::calls(&clients)) {
        files.entry(file_of(call.operation)).or_default().push(call);
    }
    for (file, calls) in files {
        let stored = read(file);
        let named: Vec<&str> = calls.iter().map(|call| call.operation).collect();
        let in_file: Vec<&str> = stored.iter().map(|case| case.operation.as_str()).collect();
        assert_eq!(named, in_file, "the calls (left) and `{file}.json` (right) are in the same order");
        let mut text = Vec::new();
        for (call, case) in calls.into_iter().zip(stored) {
            text.push(render(call, &case.answer, &recorder).await);
        }
        expect_file![format!("../wire/{file}.json")].assert_eq(&format!("[\n{}\n]\n", text.join(",\n")));
    }
}

#[test]
fn every_operation_and_parameter_has_a_case() {
    let loaded = graph_schema::builtin();
    let schema = &loaded.schema;
    let cases = read_all();
    let described = described(schema);
    let mut missing = Vec::new();
    for (name, what) in &described {
        let own: Vec<&Stored> = cases.iter().filter(|case| case.operation == *name).collect();
        if own.is_empty() && !ELSEWHERE.contains(&name.as_str()) {
            missing.push(format!("no case of `{name}`"));
        }
        for case in &own {
            let path: Vec<&str> = case.path.trim_start_matches('/').split('/').collect();
            let alike = path.len() == what.path.len()
                && path.iter().zip(&what.path).all(|(part, known)| known.is_none_or(|known| known == *part));
            assert!(alike && case.method == what.method, "`{name}` is not {} {}", case.method, case.path);
            for (param, value) in &what.with {
                assert_eq!(case.params.get(*param).map(String::as_str), Some(*value), "`{name}`");
            }
        }
        // A parameter may occur in a case of the operation itself, of a variant, or of its base.
        let kin = |case: &&Stored| {
            let base = described.get(&case.operation).and_then(|other| other.base.as_ref());
            base.unwrap_or(&case.operation) == what.base.as_ref().unwrap_or(name)
        };
        let sent: BTreeSet<&str> =
            cases.iter().filter(kin).flat_map(|case| case.params.keys()).map(String::as_str).collect();
        if !ELSEWHERE.contains(&name.as_str()) {
            let unsent = what.params.iter().filter(|param| !sent.contains(**param));
            missing.extend(unsent.map(|param| format!("no case of `{name}` has `{param}`")));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
    for case in &cases {
        assert!(described.contains_key(&case.operation), "no operation `{}`", case.operation);
    }
    let sent: BTreeSet<&str> = cases.iter().flat_map(|case| case.params.keys()).map(String::as_str).collect();
    for param in ["fields", "limit", "after", "before", "since", "until", "offset"] {
        assert!(sent.contains(param), "no case has `{param}`");
    }
}

/// What the schema says of an operation.
struct Described<'a> {
    method: &'static str,
    /// Fixed parts, and holes for ids.
    path: Vec<Option<&'a str>>,
    /// Parameters of the query or form.
    params: Vec<&'a str>,
    /// Values that a variant of a list has set.
    with: Vec<(&'a str, &'a str)>,
    base: Option<String>,
}

fn described(schema: &Schema) -> BTreeMap<String, Described<'_>> {
    let mut all = BTreeMap::new();
    for (_, node) in schema.nodes().filter(|(_, node)| !node.is_object) {
        let root: Vec<Option<&str>> = node
            .version
            .as_deref()
            .or(schema.version.as_deref())
            .map(Some)
            .into_iter()
            .chain([None])
            .collect();
        let get = |path, params, with, base| Described { method: "GET", path, params, with, base };
        all.insert(node.get.clone(), get(root.clone(), Vec::new(), Vec::new(), None));
        for operation in &node.operations {
            all.insert(
                format!("{}.{}", node.module, operation.name),
                other(operation, root.clone(), &node.module),
            );
        }
        for connection in &node.connections {
            let path: Vec<_> = root.iter().copied().chain(connection.path.split('/').map(Some)).collect();
            let place = format!("{}.{}", node.module, connection.name);
            let list = format!("{place}.list");
            if connection.has_list {
                let params = params(&connection.params, &[]);
                all.insert(list.clone(), get(path.clone(), params, Vec::new(), None));
            }
            for variant in &connection.lists {
                let with = variant.with.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
                all.insert(variant.name.clone(), get(path.clone(), Vec::new(), with, Some(list.clone())));
            }
            for operation in &connection.operations {
                all.insert(format!("{place}.{}", operation.name), other(operation, path.clone(), &place));
            }
        }
    }
    all
}

fn other<'a>(operation: &'a Operation, mut path: Vec<Option<&'a str>>, place: &str) -> Described<'a> {
    path.extend(operation.path.iter().map(|segment| match segment {
        Segment::Literal(text) => Some(text.as_str()),
        Segment::Param(_) => None,
    }));
    Described {
        method: operation.method.name(),
        path,
        params: params(&operation.params, &operation.path),
        with: Vec::new(),
        base: operation.variant_of.as_ref().map(|base| format!("{place}.{base}")),
    }
}

/// Those that are no part of the path.
fn params<'a>(all: &'a [Param], path: &[Segment]) -> Vec<&'a str> {
    let in_path = |at: usize| path.iter().any(|part| matches!(part, Segment::Param(id) if id.0 == at));
    all.iter().enumerate().filter(|(at, _)| !in_path(*at)).map(|(_, param)| param.name.as_str()).collect()
}

/// The file that an operation's cases stand in.
fn file_of(operation: &str) -> &str {
    match operation.split_once('.') {
        Some(("friend", _)) => "user",
        Some((module, _)) => module,
        None => panic!("`{operation}` has no module"),
    }
}

/// Sends a call, and writes all there is to say of it.
async fn render(call: Call, answer: &str, recorder: &Recorder) -> String {
    let told: Value = serde_json::from_str(answer).unwrap();
    *recorder.answer.lock().unwrap() = match (told.get("status"), told.get("body"), told.as_str()) {
        (Some(status), Some(body), _) => (u16::try_from(status.as_u64().unwrap()).unwrap(), body.to_string()),
        (_, _, Some(text)) => (200, text.to_owned()),
        _ => (200, answer.to_owned()),
    };
    let value = call.answered.await;
    let sent = recorder.sent.lock().unwrap().take();
    let sent = sent.unwrap_or_else(|| panic!("`{}` was not sent: {value}", call.rust));
    assert_eq!(sent.uri().scheme_str(), Some("https"));
    assert_eq!(sent.uri().host(), Some("graph.facebook.com"));
    let token = sent.headers().get("authorization").map(|value| value.to_str().unwrap());
    assert_eq!(token, (!call.rust.starts_with("anyone")).then_some("Bearer TOKEN"));
    let query = sent.uri().query().unwrap_or_default();
    let body = std::str::from_utf8(sent.body()).unwrap();
    let (place, params) = if sent.method() == Method::POST {
        assert_eq!(query, "", "a POST has everything in its form");
        assert_eq!(sent.headers()["content-type"], "application/x-www-form-urlencoded");
        ("form", body)
    } else {
        assert_eq!(body, "", "a {} has everything in its query", sent.method());
        ("query", query)
    };
    let mut text = String::from("  {\n");
    for (name, written) in [
        ("operation", quoted(call.operation)),
        ("rust", quoted(&one_line(call.rust))),
        ("method", quoted(sent.method().as_str())),
        ("path", quoted(sent.uri().path())),
        (place, pairs(params)),
        ("answer", answer.to_owned()),
    ] {
        writeln!(text, "    \"{name}\": {written},").unwrap();
    }
    write!(text, "    \"value\": {}\n  }}", quoted(&value)).unwrap();
    text
}

/// A query or form as an object, in the order in which it is sent.
fn pairs(form: &str) -> String {
    let mut names = BTreeSet::new();
    let written: Vec<String> = form
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            assert!(names.insert(name), "{name} is sent twice");
            format!("{}: {}", quoted(&decoded(name)), quoted(&decoded(value)))
        })
        .collect();
    if written.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", written.join(", ")) }
}

fn decoded(text: &str) -> String {
    let mut bytes = text.bytes();
    let mut whole = Vec::new();
    while let Some(byte) = bytes.next() {
        whole.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [bytes.next().unwrap(), bytes.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            byte => byte,
        });
    }
    String::from_utf8(whole).unwrap()
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A call on one line, however its source is broken.
fn one_line(rust: &str) -> String {
    let words: Vec<&str> = rust.split_whitespace().collect();
    let text = words.join(" ").replace(" .", ".").replace(",..", ", ..").replace("( ", "(");
    text.replace(" )", ")").replace(",)", ")")
}

/// A value as `Debug` writes it, on one line and without the members that are not there; an error as
/// it reads.
fn shown<A: Debug>(answer: Result<A>) -> String {
    let value = match answer {
        Ok(value) => format!("{value:#?}"),
        Err(error) => return error.to_string(),
    };
    let mut text = String::new();
    for line in value.lines().map(str::trim).filter(|line| !line.ends_with(": None,") && *line != "rest: {},")
    {
        if line.starts_with(['}', ']', ')']) && text.ends_with(',') {
            text.pop();
        }
        let tight = text.is_empty() || text.ends_with(['[', '(']) || line.starts_with([']', ')']);
        text += if tight { "" } else { " " };
        text += line;
    }
    text
}

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/wire"))
}

fn read_all() -> Vec<Stored> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
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

fn read(file: &str) -> Vec<Stored> {
    let path = folder().join(format!("{file}.json"));
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut rest = text.as_str();
    let mut cases = Vec::new();
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
        let text = |name: &str| {
            members.get(name).and_then(|(value, _)| value.as_str()).unwrap_or_default().to_owned()
        };
        let params = members.get("query").or(members.get("form")).and_then(|(value, _)| value.as_object());
        cases.push(Stored {
            operation: text("operation"),
            answer: members.get("answer").map(|(_, written)| (*written).to_owned()).expect("an answer"),
            method: text("method"),
            path: text("path"),
            params: params
                .into_iter()
                .flatten()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
                .collect(),
        });
    }
    assert!(skip(&mut rest, ']') && rest.trim().is_empty(), "{file}: what comes behind the cases?");
    cases
}

/// Takes a mark off the front, if it is there.
fn skip(text: &mut &str, mark: char) -> bool {
    let rest = text.trim_start().strip_prefix(mark);
    *text = rest.unwrap_or(text);
    rest.is_some()
}

/// Takes a JSON value off the front, and gives it also as it is written.
fn next<'a>(text: &mut &'a str) -> (Value, &'a str) {
    let trimmed = text.trim_start();
    let mut values = Deserializer::from_str(trimmed).into_iter();
    let value = values.next().unwrap().unwrap_or_else(|error| panic!("{error} in {trimmed:.200}"));
    let (written, rest) = trimmed.split_at(values.byte_offset());
    *text = rest;
    (value, written)
}
