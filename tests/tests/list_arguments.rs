//! What a list requires is an argument of the call that names it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use futures_util::TryStreamExt;
use graph_client::{
    transport::{BoxFuture, Transport, TransportError},
    *,
};
use graph_sandbox::Sandbox;

mod api {
    graph_client::graph_api!("../lists/graph.json");
}

use api::{
    Metric,
    star::{self, distances, guards},
    view,
};

#[derive(Clone, Default)]
struct Recorded(Arc<Mutex<Vec<String>>>);

impl Transport for Recorded {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<Result<http::Response<Bytes>, TransportError>> {
        let mut sent = self.0.lock().unwrap();
        sent.push(format!("{} {}", request.method(), request.uri().path_and_query().unwrap()));
        let body = if request.method() == "POST" {
            "true"
        } else if sent.len() == 1 {
            r#"{"data":[{"id":"1"}],"paging":{"cursors":{"before":"a","after":"b"},"next":"https://stars.example/v3.0/5/views?metric=visits%2Cseconds&after=b"}}"#
        } else {
            r#"{"data":[{"id":"2"}]}"#
        };
        Box::pin(async move { Ok(http::Response::new(body.into())) })
    }
}

fn client() -> (Client<UserToken>, Recorded) {
    let recorded = Recorded::default();
    let graph = Graph::builder().transport(recorded.clone()).build();
    (graph.with(UserToken::new("hUsHsEcReTmArK")), recorded)
}

#[derive(Debug, Clone, Fields)]
#[graph(node = view)]
struct Count {
    id: Option<String>,
    count: Option<i64>,
}

#[tokio::test]
async fn every_way_to_read_a_list_sends_its_arguments() -> Result<()> {
    let metrics = [Metric::Visits, Metric::Seconds];
    let views = || star::id("5").language("de").views(metrics).limit(3).period("day");

    let (me, recorded) = client();
    let items: Vec<Count> = me.items(views().select::<Count>()).try_collect().await?;
    assert_eq!(items.len(), 2);
    let first = "GET /v3.0/5/views?metric=visits,seconds&limit=3&period=day";
    let sent = recorded.0.lock().unwrap().clone();
    assert_eq!(
        sent,
        [format!("{first}&fields=id,count"), "GET /v3.0/5/views?metric=visits,seconds&after=b".to_owned()]
    );

    let (me, recorded) = client();
    me.page(views()).await?;
    let pages: Vec<_> = me.pages(views()).try_collect().await?;
    assert_eq!(pages.len(), 1);
    assert_eq!(*recorded.0.lock().unwrap(), [first, first]);
    assert_eq!(views().operation(), Some("star.views.list"));
    Ok(())
}

#[tokio::test]
async fn arguments_that_could_be_swapped_are_a_struct() -> Result<()> {
    let (me, recorded) = client();
    let between = distances::ListParams { from: Id::new("1"), to: Id::new("2") };
    me.page(star::id("5").distances(between).unit("ly")).await?;
    assert_eq!(*recorded.0.lock().unwrap(), ["GET /v3.0/5/distances?from=1&to=2&unit=ly"]);
    Ok(())
}

#[tokio::test]
async fn operations_do_not_take_what_the_list_requires() -> Result<()> {
    let (me, recorded) = client();
    me.send(star::id("5").guards().add("7")).await?;
    me.page(star::id("5").guards().list("red").rank(2).limit(1)).await?;
    assert_eq!(
        *recorded.0.lock().unwrap(),
        ["POST /v3.0/5/guards", "GET /v3.0/5/guards?fleet=red&rank=2&limit=1"]
    );
    assert_eq!(guards::checked_fleet("red"), "red");

    // A limit of an argument, checked before anything is sent.
    let error = me.page(star::id("5").guards().list("scarlet")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert!(error.to_string().contains("must have at most 5 characters"), "{error}");

    // A connection that cannot be listed requires nothing of its operations.
    me.send(star::id("5").moved().add()).await?;
    Ok(())
}

#[tokio::test]
async fn a_parameter_called_like_one_of_paging_keeps_its_name_and_docs() -> Result<()> {
    let (me, recorded) = client();
    let since = DateTime::from_unix_seconds(1_341_446_400).unwrap();
    let reports = || star::id("5").reports().since(since).until(Date::new(2012, 7, 9).unwrap()).limit(3);
    me.page(reports().after("b")).await?;
    me.page(star::id("5").guards().list("red").limit(1).after("c")).await?;
    assert_eq!(
        *recorded.0.lock().unwrap(),
        [
            "GET /v3.0/5/reports?since=2012-07-05T00:00:00%2B0000&until=2012-07-09&limit=3&after=b",
            "GET /v3.0/5/guards?fleet=red&limit=1&after=c"
        ]
    );
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/lists/graph.json");
    let schema = graph_schema::load(path.as_ref()).into_result().unwrap();
    let code = graph_codegen::api(&schema, "mark");
    for doc in ["At most so many rows of each report.", "made since then.", "made until this day."] {
        assert!(code.contains(doc), "{doc}");
    }
    Ok(())
}

#[test]
fn an_empty_list_is_sent_as_one() {
    let reports = star::id("5").reports();
    for call in [reports.clone().tags(EMPTY), reports.clone().tags([Metric::Visits; 0])] {
        assert!(call.curl().contains("tags=%5B%5D"), "{}", call.curl());
    }
    assert!(!reports.curl().contains("tags"));
}

#[derive(Debug, Clone, Fields)]
#[graph(node = star)]
struct Seen {
    #[graph(raw = "views.metric(visits){id}")]
    views: Option<serde_json::Value>,
}

#[tokio::test]
async fn the_sandbox_refuses_a_list_without_what_it_requires() -> Result<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/lists/graph.json");
    let schema = graph_schema::load(path.as_ref()).into_result().unwrap();
    let sandbox = Sandbox::builder().schema(schema).start().unwrap();
    let graph = Graph::builder().host(sandbox.url()).build();
    let me = graph.with(UserToken::new(sandbox.user_token()));
    let star = sandbox.user_id();

    me.page(star::id(star.as_str()).views([Metric::Visits])).await?;
    me.get::<Seen>(star::id(star.as_str())).await?;
    let refused = "The parameter metric is required";
    for path in
        [format!("{star}/views"), format!("{star}?fields=views{{id}}"), format!("?ids={star}&fields=views")]
    {
        let error = me.raw(Method::GET, &path).of(api::api()).await.unwrap_err();
        assert_eq!(error.code(), Some(100), "{path}: {error}");
        assert!(error.to_string().contains(refused), "{path}: {error}");
    }
    // A value is checked as that of any other parameter.
    let error = me.raw(Method::GET, &format!("{star}/views?metric=miles")).of(api::api()).await.unwrap_err();
    assert_eq!(error.code(), Some(100), "{error}");
    Ok(())
}
