//! Checks the request and the decoded response of every operation.
//!
//! A case consists of a call in `wire/`, next to this file, and an object at the same index in
//! `../wire/<module>.json`: the same call by names and values, its source code, its request, the response, and the
//! decoded value. To add a case, write a call and an object with `operation`, `call` and `answer`, then run
//! `UPDATE_EXPECT=1 cargo test -p graph-tests --test wire` to generate the rest. The request that the model builds
//! from `call` must equal the one that the client sent.
//!
//! `../wire/refused.json` contains calls that are rejected, with all their problems.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{Debug, Write as _},
};

use expect_test::expect_file;
use graph_client::{transport::BoxFuture, *};
use graph_schema::{
    call::ProblemKind,
    model::{Operation, Param, ParamId, Rule, Schema, Segment},
};
use serde_json::Value;
use wire::{
    sent::{Recorder, Sent},
    stored::{self, Stored},
};

mod wire {
    //! The calls, each as a user writes it.

    /// Names each call and records its source code.
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
    pub(crate) mod refused;
    pub(crate) mod sent;
    pub(crate) mod stored;
    pub(crate) mod user;
}

/// One client per kind of token.
struct Clients {
    me: Client<UserToken>,
    app: Client<AppToken>,
    bot: Client<PageToken>,
    anyone: Client<NoToken>,
}

/// A call that has not been sent.
struct Call {
    operation: &'static str,
    rust: &'static str,
    answered: BoxFuture<String>,
}

impl Clients {
    fn new(recorder: &Recorder) -> Self {
        let graph = Graph::builder().transport(recorder.clone()).build();
        Self {
            me: graph.with(UserToken::new("TOKEN")),
            app: graph.with(AppToken::new("TOKEN")),
            bot: graph.with(PageToken::new("TOKEN")),
            anyone: graph.with(NoToken),
        }
    }
}

#[tokio::test]
async fn every_call_matches_its_recording() {
    let schema = graph_schema::builtin().into_result().unwrap();
    let recorder = Recorder::default();
    let clients = Clients::new(&recorder);
    let mut files = BTreeMap::<&str, Vec<Call>>::new();
    for call in wire::user::calls(&clients).into_iter().chain(wire::nodes::calls(&clients)) {
        files.entry(file_of(call.operation)).or_default().push(call);
    }
    for (file, calls) in files {
        let stored = stored::read(file);
        let named: Vec<&str> = calls.iter().map(|call| call.operation).collect();
        let in_file: Vec<&str> = stored.iter().map(|case| case.operation.as_str()).collect();
        assert_eq!(named, in_file, "the calls (left) and `{file}.json` (right) are in the same order");
        let mut text = Vec::new();
        for (call, case) in calls.into_iter().zip(stored) {
            text.push(render(call, &case, &recorder, &schema).await);
        }
        expect_file![format!("../wire/{file}.json")].assert_eq(&format!("[\n{}\n]\n", text.join(",\n")));
    }
}

#[test]
fn every_operation_and_parameter_has_a_case() {
    let loaded = graph_schema::builtin();
    let schema = &loaded.schema;
    let cases = stored::read_all();
    let described = described(schema);
    let mut missing = Vec::new();
    for (name, what) in &described {
        let own: Vec<&Stored> = cases.iter().filter(|case| case.operation == *name).collect();
        if own.is_empty() {
            missing.push(format!("no case of `{name}`"));
        }
        // The others are not filled in yet.
        for case in own.iter().filter(|case| !case.method.is_empty()) {
            let path: Vec<&str> = case.path.trim_start_matches('/').split('/').collect();
            let alike = path.len() == what.path.len()
                && path.iter().zip(&what.path).all(|(part, known)| known.is_none_or(|known| known == *part));
            assert!(alike && case.method == what.method, "`{name}` is not {} {}", case.method, case.path);
            for (param, value) in &what.with {
                assert_eq!(case.params.get(*param).map(String::as_str), Some(*value), "`{name}`");
            }
        }
        // A parameter can occur in a case of the operation itself, of a variant, or of its base.
        let kin = |case: &&Stored| {
            let base = described.get(&case.operation).and_then(|other| other.base.as_ref());
            base.unwrap_or(&case.operation) == what.base.as_ref().unwrap_or(name)
        };
        let sent: BTreeSet<&str> =
            cases.iter().filter(kin).flat_map(|case| case.params.keys()).map(String::as_str).collect();
        let unsent = what.params.iter().filter(|param| !sent.contains(**param));
        missing.extend(unsent.map(|param| format!("no case of `{name}` has `{param}`")));
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

#[test]
fn every_kind_of_rule_has_valid_and_invalid_calls() {
    let loaded = graph_schema::builtin();
    let described = described(&loaded.schema);
    let operations = || described.values().filter_map(|what| what.operation);
    let known: BTreeSet<ProblemKind> =
        operations().flat_map(|operation| &operation.rules).map(|rule| of_rule(rule).0).collect();
    assert_eq!(known, RULES.into_iter().collect(), "the built-in schema has every kind of rule");
    let mut kept = BTreeSet::new();
    for case in stored::read_all() {
        let Some(operation) = described.get(&case.operation).and_then(|what| what.operation) else {
            continue;
        };
        // A rule is satisfied by a case that sends its parameters.
        let about = |rule: &&Rule| {
            of_rule(rule).1.iter().any(|id| case.params.contains_key(&operation.param(*id).name))
        };
        kept.extend(operation.rules.iter().filter(about).map(|rule| of_rule(rule).0));
    }
    assert_eq!(kept, known, "every kind of rule is kept by a case");
    let cases = wire::refused::read();
    let broken: BTreeSet<ProblemKind> =
        cases.iter().flat_map(|case| case.problems(&loaded.schema)).map(|problem| problem.kind).collect();
    let missing: Vec<_> = RULES.iter().chain(&OTHERS).filter(|kind| !broken.contains(kind)).collect();
    assert!(missing.is_empty(), "no refused case breaks {missing:?}");
}

/// The problems that are violated rules.
const RULES: [ProblemKind; 5] = [
    ProblemKind::AtLeastOne,
    ProblemKind::ExactlyOne,
    ProblemKind::NotTogether,
    ProblemKind::OnlyWith,
    ProblemKind::OnlyOn,
];

/// All other problems.
const OTHERS: [ProblemKind; 12] = [
    ProblemKind::UnknownOperation,
    ProblemKind::UnknownTarget,
    ProblemKind::TargetArgument,
    ProblemKind::Whose,
    ProblemKind::UnknownParam,
    ProblemKind::GivenTwice,
    ProblemKind::Missing,
    ProblemKind::Fixed,
    ProblemKind::PathPart,
    ProblemKind::Type,
    ProblemKind::Length,
    ProblemKind::Range,
];

/// Returns the problem kind for violating a rule, and the parameters involved.
fn of_rule(rule: &Rule) -> (ProblemKind, Vec<ParamId>) {
    match rule {
        Rule::AtLeastOne(list) => (ProblemKind::AtLeastOne, list.clone()),
        Rule::ExactlyOne(list) => (ProblemKind::ExactlyOne, list.clone()),
        Rule::NotTogether { sides, .. } => (ProblemKind::NotTogether, sides.concat()),
        Rule::OnlyWith { param, .. } => (ProblemKind::OnlyWith, vec![*param]),
        Rule::OnlyOn { param, .. } => (ProblemKind::OnlyOn, vec![*param]),
    }
}

/// The schema's description of an operation.
struct Described<'a> {
    method: &'static str,
    /// Fixed segments, and placeholders for ids.
    path: Vec<Option<&'a str>>,
    /// Parameters of the query or form.
    params: Vec<&'a str>,
    /// Values set by a variant of a list.
    with: Vec<(&'a str, &'a str)>,
    base: Option<String>,
    /// The operation in the model, unless it reads a node or list.
    operation: Option<&'a Operation>,
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
        let get =
            |path, params, with, base| Described { method: "GET", path, params, with, base, operation: None };
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
        operation: Some(operation),
    }
}

/// Returns the parameters that are not part of the path.
fn params<'a>(all: &'a [Param], path: &[Segment]) -> Vec<&'a str> {
    let in_path = |at: usize| path.iter().any(|part| matches!(part, Segment::Param(id) if id.0 == at));
    all.iter().enumerate().filter(|(at, _)| !in_path(*at)).map(|(_, param)| param.name.as_str()).collect()
}

/// Returns the file with an operation's cases.
fn file_of(operation: &str) -> &str {
    match operation.split_once('.') {
        Some(("friend", _)) => "user",
        Some((module, _)) => module,
        None => panic!("`{operation}` has no module"),
    }
}

/// Sends a call and describes the result.
async fn render(call: Call, case: &Stored, recorder: &Recorder, schema: &Schema) -> String {
    recorder.answers(&case.answer);
    let value = call.answered.await;
    let sent = recorder.taken();
    let sent = sent.unwrap_or_else(|| panic!("`{}` was not sent: {value}", call.rust));
    let token = sent.headers().get("authorization").map(|value| value.to_str().unwrap());
    assert_eq!(token, (!call.rust.starts_with("anyone")).then_some("Bearer TOKEN"));
    let sent = Sent::new(&sent);
    is_what_the_model_makes(call.operation, case, &sent, schema);
    let mut text = String::from("  {\n");
    let mut member = |name: &str, written: &str| writeln!(text, "    \"{name}\": {written},").unwrap();
    member("operation", &quoted(call.operation));
    member("call", &case.call);
    member("rust", &quoted(&one_line(call.rust)));
    member("method", &quoted(&sent.method));
    if sent.host != schema.host {
        member("host", &quoted(&sent.host));
    }
    member("path", &quoted(&sent.path));
    member(sent.place, &sent.written());
    member("answer", &case.answer);
    write!(text, "    \"value\": {}\n  }}", quoted(&value)).unwrap();
    text
}

/// Checks that the same call by names and values is the same request.
fn is_what_the_model_makes(operation: &str, case: &Stored, sent: &Sent, schema: &Schema) {
    let made = match case.by_name.request(schema, operation) {
        Ok(made) => made,
        Err(problems) => panic!("`{operation}` {}: {problems:#?}", case.call),
    };
    let made_params: BTreeMap<&str, Value> =
        made.params.iter().map(|(name, value)| (name.as_str(), meaning(value))).collect();
    let sent_params: BTreeMap<&str, Value> =
        sent.params.iter().map(|(name, value)| (name.as_str(), meaning(value))).collect();
    let sent_files: Vec<(String, String)> =
        sent.files.iter().map(|file| (file.param.clone(), file.name.clone())).collect();
    assert_eq!(
        (made.method.name(), &made.host, &made.path, made_params, &made.files),
        (sent.method.as_str(), &sent.host, &sent.path, sent_params, &sent_files),
        "`{operation}` {}: what the model makes (left) and what the client sent (right)",
        case.call
    );
    assert_eq!((made.params.len(), made.files.len()), (sent.params.len(), sent.files.len()));
}

/// Parses JSON, ignoring the order of members.
fn meaning(text: &str) -> Value {
    let value = serde_json::from_str(text).ok();
    value.filter(|value: &Value| value.is_object() || value.is_array()).unwrap_or_else(|| text.into())
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Puts the source code of a call on one line.
fn one_line(rust: &str) -> String {
    let words: Vec<&str> = rust.split_whitespace().collect();
    let text = words.join(" ").replace(" .", ".").replace(",..", ", ..").replace("( ", "(");
    text.replace(" )", ")").replace(",)", ")")
}

/// Formats a value with `Debug`, on one line and without absent members. Formats an error with
/// `Display`.
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
