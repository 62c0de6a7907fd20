//! The path of a target: its slashes are those of the schema, and each value in it is encoded by itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use graph_client::{
    transport::{BoxFuture, Transport, TransportError},
    *,
};
use graph_sandbox::Sandbox;
use graph_schema::{Schema, call, model::Method as Verb};

mod api {
    graph_client::graph_api!("../paths/graph.json");
}

use api::{person, repo};

fn schema() -> Schema {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/paths/graph.json");
    graph_schema::load(path.as_ref()).into_result().unwrap()
}

/// Answers a batch call by call, and records the path and body of each request.
#[derive(Clone, Default)]
struct Recorded(Arc<Mutex<Vec<String>>>);

impl Transport for Recorded {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        let path = request.uri().path_and_query().unwrap();
        let mut sent = format!("{} {path}", request.method());
        let batch = body.starts_with("batch=");
        if batch {
            let body = percent_encoding::percent_decode_str(&body).decode_utf8().unwrap().into_owned();
            sent = format!("{sent} {body}");
        }
        self.0.lock().unwrap().push(sent);
        let answer = match (batch, request.method().as_str()) {
            (true, _) => r#"[{"code":200,"body":"{\"id\":\"1\"}"},{"code":200,"body":"true"}]"#,
            (false, "POST") => "true",
            (false, _) if path.path().ends_with("open") => r#"{"data":[]}"#,
            (false, _) => r#"{"id":"1"}"#,
        };
        Box::pin(async move { Ok(http::Response::new(answer.into())) })
    }
}

fn client() -> (Client<UserToken>, Recorded) {
    let recorded = Recorded::default();
    let graph = Graph::builder().transport(recorded.clone()).build();
    (graph.with(UserToken::new("hUsHsEcReTmArK")), recorded)
}

#[derive(Debug, Clone, Fields)]
#[graph(node = repo)]
struct Card {
    id: repo::Id,
}

#[tokio::test]
async fn each_value_is_one_segment() -> Result<()> {
    let (me, recorded) = client();
    let repo = || repo::named("a b?#%", "own/er");
    me.get::<Card>(repo()).await?;
    me.page(repo().issues()).await?;
    me.send(repo().archive()).await?;
    me.get::<Card>(repo::release("x/y", 7)).await?;
    me.get::<Card>(repo::starred()).await?;
    let path = "/v9.1/repos/own%2Fer/a%20b%3F%23%25";
    let sent = [
        format!("GET {path}?fields=id"),
        format!("GET {path}/issues/open"),
        format!("POST {path}/archive"),
        "GET /v9.1/releases/x%2Fy_7/latest?fields=id".to_owned(),
        "GET /v9.1/starred/repo?fields=id".to_owned(),
    ];
    assert_eq!(*recorded.0.lock().unwrap(), sent);
    Ok(())
}

/// The version of a node is that of all its paths, whoever holds the client.
#[tokio::test]
async fn the_version_of_a_node_is_used_for_its_ids_too() -> Result<()> {
    let recorded = Recorded::default();
    for version in [None, Some("v4.0")] {
        let graph = Graph::builder().transport(recorded.clone());
        let graph = match version {
            Some(version) => graph.version(version).build(),
            None => graph.build(),
        };
        let me = graph.with(UserToken::new("hUsHsEcReTmArK"));
        let mut cards = me.nodes::<Card>(["1", "2"]);
        while cards.next().await.is_some() {}
        let mut people = me.nodes::<Name>(["1", "2"]);
        while people.next().await.is_some() {}
    }
    let sent = recorded.0.lock().unwrap();
    let of = |version: &str| format!("GET /{version}/?ids=1,2&fields=id");
    let sent: Vec<String> = sent
        .iter()
        .filter(|line| line.contains("1,2"))
        .map(|line| line.replace("?ids", "/?ids").replace("//?", "/?"))
        .collect();
    assert_eq!(sent, [of("v9.1"), of("v3.0"), of("v9.1"), of("v4.0")]);
    Ok(())
}

#[tokio::test]
async fn a_value_that_would_name_another_path_is_refused() {
    let (me, recorded) = client();
    for (call, name) in [
        (repo::named("x", ".."), "owner"),
        (repo::named("", "x"), "name"),
        (repo::named(".", "x"), "name"),
        (repo::release("", 7), "repo"),
    ] {
        let error = me.get::<Card>(call).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{error}");
        assert!(error.to_string().contains(name), "{name}: {error}");
    }
    assert!(recorded.0.lock().unwrap().is_empty());
}

#[tokio::test]
async fn in_a_batch_too() -> Result<()> {
    let (me, recorded) = client();
    let (read, archived) =
        me.batch((repo::named("b", "own/er").get::<Card>(), repo::named("b", "own/er").archive())).await?;
    read?;
    archived?;
    let sent = recorded.0.lock().unwrap().concat();
    // The whole body is decoded, the `relative_url` in it once.
    assert!(sent.contains("v9.1/repos/own%2Fer/b?fields=id"), "{sent}");
    assert!(sent.contains("v9.1/repos/own%2Fer/b/archive"), "{sent}");
    Ok(())
}

#[test]
fn as_data_too() {
    let schema = schema();
    let path =
        |target: &[&str]| call::request(&schema, "repo.issues.list", target, &[]).map(|call| call.path);
    assert_eq!(path(&["named", "b c", "own/er"]).unwrap(), "/v9.1/repos/own%2Fer/b%20c/issues/open");
    assert_eq!(path(&["release", "x/y", "7"]).unwrap(), "/v9.1/releases/x%2Fy_7/latest/issues/open");
    for target in [["named", "..", "x"], ["named", "x", ""]] {
        assert!(path(&target).is_err(), "{target:?}");
    }
    for (text, operation) in [
        ("repos/own%2Fer/b", "repo.get"),
        ("v9.1/repos/own%2Fer/b/issues/open", "repo.issues.list"),
        ("releases/x%2Fy_7/latest", "repo.get"),
        ("starred/repo", "repo.get"),
        ("starred/repo/issues/open", "repo.issues.list"),
    ] {
        let call = call::by_path(&schema, Verb::Get, text, &[]).unwrap();
        assert_eq!(call.operation.as_deref(), Some(operation), "{text}");
        assert!(text.ends_with(&call.path), "{text}: {}", call.path);
        assert_eq!(call.version.as_deref(), Some("v9.1"), "{text}");
    }
    assert!(call::by_path(&schema, Verb::Get, "repos/own/er/b", &[]).is_err());
}

#[tokio::test]
async fn the_sandbox_knows_the_paths() -> Result<()> {
    let sandbox = Sandbox::builder().schema(schema()).start().unwrap();
    let graph = Graph::builder().host(sandbox.url()).build();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let (read, other) =
        (me.get::<Card>(repo::named("b", "own/er")).await?, me.get::<Card>(repo::starred()).await?);
    // The same names are the same node, also in a batch and below it.
    let (again, by_id) =
        me.batch((repo::named("b", "own/er").get::<Card>(), repo::id(&read.id).get::<Card>())).await?;
    assert_eq!((&again?.id, &by_id?.id), (&read.id, &read.id));
    me.page(repo::named("b", "own/er").issues()).await?;
    me.get::<Card>(repo::release("x/y", 7)).await?;
    assert!(!other.id.as_str().is_empty());
    assert_eq!(me.get::<Name>(person::me()).await?.id.as_str(), sandbox.user_id());
    Ok(())
}

#[derive(Debug, Clone, Fields)]
#[graph(node = person)]
struct Name {
    id: person::Id,
}
