//! `graph drift` decodes by the model, the client by generated code. Both must find the same.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

use bytes::Bytes;
use graph_client::{
    api::{self as fb, album, event, link, note, photo, post, question, user, video},
    transport::{BoxFuture, Transport, TransportError},
    *,
};
use serde_json::{Value, json};
use support::{folder, graph, lines};

/// Returns the same response to every request.
struct Same(String);

impl Transport for Same {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        let body = Bytes::from(self.0.clone());
        Box::pin(async move { Ok(http::Response::new(body)) })
    }
}

/// The findings in one answer, and whether decoding failed.
#[derive(Debug, Default, PartialEq)]
struct Findings {
    found: BTreeSet<String>,
    failed: bool,
}

/// The findings of the client's strict mode.
fn client<T>(answer: &str, read: impl AsyncFnOnce(Client<UserToken>) -> Result<T>) -> Findings {
    let found = Arc::<Mutex<BTreeSet<String>>>::default();
    let to = Arc::clone(&found);
    let observe = move |deviation: &Deviation| {
        let path = &deviation.path;
        let text = match deviation.kind {
            DeviationKind::UnknownField => format!("unknown field {path}"),
            DeviationKind::UnknownWord => format!("unknown word {path}: {}", deviation.found),
            DeviationKind::Coerced { expected } => {
                format!("coerced {path}: expected {expected}, found {}", deviation.found)
            }
            _ => panic!("{deviation:?}"),
        };
        to.lock().unwrap().insert(text);
    };
    let graph = Graph::builder().transport(Same(answer.to_owned())).on_deviation(observe).build();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let result = runtime.block_on(read(graph.with(UserToken::new("TOKEN"))));
    let found = std::mem::take(&mut *found.lock().unwrap());
    Findings { found, failed: result.is_err() }
}

/// The findings of the command in several answers.
fn drift(name: &str, what: &[&str], answers: &[String]) -> Vec<Findings> {
    let names: Vec<String> = (0..answers.len()).map(|at| format!("{at:04}.json")).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(answers).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&format!("parity-{name}"), &files);
    let paths: Vec<String> =
        names.iter().map(|name| folder.join(name).to_str().unwrap().to_owned()).collect();
    let mut arguments = vec!["drift", "--json"];
    arguments.extend(what);
    arguments.extend(paths.iter().map(String::as_str));
    let (_, out, err) = graph(&arguments);
    assert_eq!(err, "", "{name}");
    let mut by_file: BTreeMap<String, Findings> =
        paths.iter().map(|path| (path.clone(), Findings::default())).collect();
    for row in lines(&out).iter().filter(|row| row["path"].is_string()) {
        let text = |key: &str| row[key].as_str().unwrap();
        let by_file = by_file.get_mut(text("file")).unwrap();
        let (path, what) = (text("path"), text("what"));
        match text("kind") {
            "failed" => by_file.failed = true,
            "unknown field" | "lost field" => drop(by_file.found.insert(format!("unknown field {path}"))),
            "unknown value" => drop(by_file.found.insert(format!("unknown word {path}: {what}"))),
            "coerced" => drop(by_file.found.insert(format!("coerced {path}: {what}"))),
            "missing" => {}
            other => panic!("{other}"),
        }
    }
    by_file.into_values().collect()
}

/// Answers with each field of a node and each kind of value, one at a time.
fn each_value(node: &str) -> Vec<String> {
    let schema = graph_schema::builtin().into_result().unwrap();
    let (_, node) = schema.node(node).unwrap();
    let values = [
        json!(true),
        json!(false),
        json!(1),
        json!(18.0),
        json!(-1.5),
        json!(9007199254740993_u64),
        json!(1354800501),
        json!(""),
        json!("x"),
        json!("17"),
        json!("true"),
        json!("3.98"),
        json!("2012-12-06T13:28:21+0000"),
        json!("2012-12-06"),
        json!("07/04/1976"),
        json!("https://example.com/a"),
        json!([]),
        json!({}),
        json!([1]),
        json!(["a"]),
        json!([{}]),
        json!([null]),
        json!({ "id": "4" }),
        json!({ "id": 4, "name": "Ann", "more": 1 }),
        json!([{ "id": "4", "name": "Ann" }]),
        json!({ "data": [] }),
        json!({ "data": [{ "id": "4" }], "paging": {}, "count": 2 }),
        json!({ "count": "3" }),
        json!({ "url": "https://example.com", "is_silhouette": 1 }),
        json!({ "0": [{ "id": "4" }] }),
        json!({ "data": { "url": "https://example.com" } }),
        json!(null),
        json!({ "value": "EVERYONE", "odd": [] }),
    ];
    let mut answers: Vec<Value> =
        vec![json!({}), json!({ "id": 4 }), json!({ "id": "4", "brand_new": { "a": 1 } })];
    for field in &node.fields {
        answers.extend(values.iter().map(|value| json!({ "id": "4", field.name.clone(): value })));
    }
    answers.iter().map(Value::to_string).collect()
}

/// The answers with different findings.
fn differences(
    name: &str,
    answers: &[String],
    ours: Vec<Findings>,
    theirs: Vec<Findings>,
    out: &mut Vec<String>,
) {
    for ((answer, ours), theirs) in answers.iter().zip(ours).zip(theirs) {
        // The client stops at the first value that it cannot decode.
        let same = if ours.failed || theirs.failed { ours.failed == theirs.failed } else { ours == theirs };
        if !same {
            out.push(format!("{name} {answer}\n  drift  {ours:?}\n  client {theirs:?}"));
        }
    }
}

#[test]
fn each_node_with_each_kind_of_value() {
    let mut different = Vec::new();
    let mut compared = 0;
    macro_rules! nodes {
        ($($ty:ident of $at:expr;)*) => {$(
            let name = stringify!($ty);
            let answers = each_value(name);
            let ours = drift(name, &["--node", name], &answers);
            let theirs = answers
                .iter()
                .map(|answer| client(answer, async |me| me.get::<fb::$ty>($at).await))
                .collect();
            compared += answers.len();
            differences(name, &answers, ours, theirs, &mut different);
        )*};
    }
    nodes! {
        User of user::me();
        Album of album::id("4");
        Event of event::id("4");
        Link of link::id("4");
        Note of note::id("4");
        Photo of photo::id("4");
        Post of post::id("4");
        Question of question::id("4");
        Video of video::id("4");
    }
    assert!(compared > 4000, "{compared}");
    let shown = different.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(different.is_empty(), "{} of {compared}:\n{shown}", different.len());
}

#[test]
fn lists_in_their_envelopes() {
    let answers: Vec<String> = [
        r#"{"data":[{"id":"4","name":"a","category":1}],"paging":{"next":"http://x/?a=b"}}"#,
        r#"{"data":[],"odd":1}"#,
        r#"{"data":[{"id":4,"new":[]}],"summary":{"total_count":3}}"#,
        r#"{"data":[null,{"id":"4"}]}"#,
        r#"{"data":{}}"#,
        r#"{"data":[{"created_time":1354800501}],"count":1}"#,
        "[]",
        r#"[{"id":"4"}]"#,
    ]
    .map(str::to_owned)
    .to_vec();
    let ours = drift("likes", &["--as", "connection:User.likes"], &answers);
    let theirs =
        answers.iter().map(|answer| client(answer, async |me| me.page(user::me().likes()).await)).collect();
    let mut different = Vec::new();
    differences("User.likes", &answers, ours, theirs, &mut different);
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[derive(Debug, Clone, Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
}

/// A field that is always present may have a type without `Option`; decoding fails if it is absent.
#[test]
fn both_report_a_missing_required_field() {
    let folder = folder("parity-missing", &[("a.json", r#"{"name":"Ann"}"#), ("b.json", r#"{"id":"4"}"#)]);
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (_, out, _) = graph(&["drift", "--json", "--node", "User", &path("a.json"), &path("b.json")]);
    let missing: Vec<_> = lines(&out).into_iter().filter(|row| row["kind"] == "missing").collect();
    assert_eq!(missing.len(), 1, "{out}");
    assert_eq!(
        (missing[0]["path"].as_str(), missing[0]["file"].as_str()),
        (Some("id"), Some(path("a.json").as_str()))
    );
    let without = client(r#"{"name":"Ann"}"#, async |me| {
        let error = me.get::<Card>(user::me()).await.unwrap_err();
        assert!(error.to_string().contains("`id`"), "{error}");
        Err::<(), _>(error)
    });
    assert!(without.failed);
    let with = client(r#"{"id":"4"}"#, async |me| {
        let card = me.get::<Card>(user::me()).await?;
        assert_eq!(card.id.as_str(), "4");
        Ok(())
    });
    assert!(!with.failed);
}

mod unready {
    graph_client::graph_api!("unready.json");
}

/// Nodes and objects without a ready struct: the client keeps their members by name, and knows the names.
#[test]
fn nodes_without_a_ready_struct() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/unready.json");
    let answers: Vec<String> = [
        r#"{"id":"4","7d.sum":1,"values":[{"value":{"like":1},"end_time":"2024-04-01T07:00:00+0000"}]}"#,
        r#"{"id":"4","new":1,"values":[{"value":1,"new":{"value":2}}],"7d":1}"#,
        r#"{"id":"4","place":"Rome","values":[]}"#,
        r#"{"place":{"city":"Rome","town":"Rome"}}"#,
        r#"{"id":"4","":1,"empty":{"odd":[]}}"#,
    ]
    .map(str::to_owned)
    .to_vec();
    for node in ["Insight", "Whole"] {
        let ours = drift(&format!("unready-{node}"), &["--schema", schema, "--node", node], &answers);
        let theirs = answers.iter().map(|answer| match node {
            "Insight" => client(answer, async |me| {
                me.get::<unready::Insight>(unready::insight::id("4")).await.map(drop)
            }),
            _ => client(answer, async |me| me.get::<unready::Whole>(unready::whole::id("4")).await.map(drop)),
        });
        let mut different = Vec::new();
        differences(node, &answers, ours, theirs.collect(), &mut different);
        assert!(different.is_empty(), "{}", different.join("\n"));
    }
}

mod shaped {
    graph_client::graph_api!("shaped.json");
}

/// Objects whose members have paths and constants, flat values and unions in all their forms.
#[test]
fn objects_with_places_and_unions() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/shaped.json");
    let answers: Vec<String> = [
        r#"{"id":"4"}"#,
        r#"{"id":"4","card":{"head":{"title":"a"},"body":{"text":"b","kind":"card"},"n":5}}"#,
        r#"{"id":"4","card":{"head":{"title":"a","new":1},"body":{"text":5,"odd":{}},"new":[],"id":"x"}}"#,
        r#"{"id":"4","card":{"body":{"text":"b"}}}"#,
        r#"{"id":"4","card":{"heading":"a","body":"b"}}"#,
        r#"{"id":"4","card":{"head":{"title":"a"},"body":[]}}"#,
        r#"{"id":"4","card":"a"}"#,
        r#"{"id":"4","note":{"type":"text","text":{"body":"a"}}}"#,
        r#"{"id":"4","note":{"text":{"body":"a","new":1},"type":"TEXT"}}"#,
        r#"{"id":"4","note":{"type":"sms","sms":{"body":"a"}}}"#,
        r#"{"id":"4","note":{"type":"empty"}}"#,
        r#"{"id":"4","note":{"text":{"body":5}}}"#,
        r#"{"id":"4","note":{"type":null,"text":{"body":"a"}}}"#,
        r#"{"id":"4","part":{"type":"head","title":"a","new":1}}"#,
        r#"{"id":"4","part":{"title":"a","type":"button","sub":"url","url":"https://x/"}}"#,
        r#"{"id":"4","part":{"type":"button","sub":"new","url":"https://x/"}}"#,
        r#"{"id":"4","part":{"type":"tail"}}"#,
        r#"{"id":"4","held":{"type":"image","payload":{"body":"a","odd":1}}}"#,
        r#"{"id":"4","held":{"type":"video","payload":{"body":"a"}}}"#,
        r#"{"id":"4","where":{"id":"1"}}"#,
        r#"{"id":"4","where":{"link":5}}"#,
        r#"{"id":"4","post":{"from":"a","type":"text","text":{"body":"b"}}}"#,
        r#"{"id":"4","post":{"from":"a","type":"text","text":{"body":"b","new":1},"new":2}}"#,
        r#"{"id":"4","post":{"type":"sms","sms":{"body":"b"},"from":"a"}}"#,
        r#"{"id":"4","post":{"from":"a"}}"#,
        r#"{"id":"4","parts":[{"type":"head","title":"a"},{"type":"tail"},{"type":"head","title":true}]}"#,
        r#"{"id":"4","broken":1,"note":null,"parts":[]}"#,
    ]
    .map(str::to_owned)
    .to_vec();
    let ours = drift("shaped", &["--schema", schema, "--node", "Whole"], &answers);
    let theirs = answers.iter().map(|answer| {
        client(answer, async |me| me.get::<shaped::Whole>(shaped::whole::id("4")).await.map(drop))
    });
    let mut different = Vec::new();
    differences("Whole", &answers, ours, theirs.collect(), &mut different);
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// What does not fit its union is kept as it is, and is reported as unknown. The client does not report it.
#[test]
fn the_content_of_a_union_does_not_fail() {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/shaped.json");
    let answers: Vec<String> = [
        r#"{"id":"4","note":{"type":"text","text":{"body":[1]}}}"#,
        r#"{"id":"4","note":{"type":"text","text":{}}}"#,
        r#"{"id":"4","part":{"type":"head"}}"#,
        r#"{"id":"4","part":{"type":"head","title":{}}}"#,
        r#"{"id":"4","post":{"from":"a","type":"text","text":[1]}}"#,
        r#"{"id":"4","where":{}}"#,
        r#"{"id":"4","where":5}"#,
    ]
    .map(str::to_owned)
    .to_vec();
    let ours = drift("shaped-other", &["--schema", schema, "--node", "Whole"], &answers);
    for (answer, ours) in answers.iter().zip(ours) {
        let theirs =
            client(answer, async |me| me.get::<shaped::Whole>(shaped::whole::id("4")).await.map(drop));
        assert!(!ours.failed && !theirs.failed, "{answer}: {ours:?} {theirs:?}");
        assert!(!ours.found.is_empty(), "{answer}");
    }
}
