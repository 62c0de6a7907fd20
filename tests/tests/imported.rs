//! Features of imported schemas: names unusable in Rust, parameters of reads, nodes without a struct.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use bytes::Bytes;
use graph_client::{
    FieldName,
    transport::{BoxFuture, Transport, TransportError},
    *,
};

mod api {
    graph_client::graph_api!("../imported/graph.json");
}

use api::{ad, stats};

/// Responds to everything with one body.
struct Canned(&'static str);

impl Transport for Canned {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        let body = Bytes::from_static(self.0.as_bytes());
        Box::pin(async move { Ok(http::Response::new(body)) })
    }
}

fn client(body: &'static str) -> Client<UserToken> {
    Graph::builder().transport(Canned(body)).build().with(UserToken::new("x"))
}

#[derive(Debug, Clone, PartialEq, Fields)]
#[graph(node = ad)]
struct Card {
    _7d_volume: Option<i64>,
    name: Option<String>,
    #[graph(field = _7d_volume, alias = week)]
    volume: Option<i64>,
    stats: Option<Vec<Clicks>>,
}

#[derive(Debug, Clone, PartialEq, Fields)]
#[graph(node = stats)]
struct Clicks {
    _1d_click: Option<i64>,
}

#[tokio::test]
async fn fields_use_their_wire_names() {
    let call = ad::id("5").get::<Card>().curl();
    assert!(call.contains("fields=7d.volume,name,7d.volume.as(week),stats%7B1d_click%7D"), "{call}");
    let card = client(r#"{"7d.volume": "3", "week": 4, "stats": [{"1d_click": 2}]}"#);
    let card = card.get::<Card>(ad::id("5")).await.unwrap();
    let stats = Some(vec![Clicks { _1d_click: Some(2) }]);
    assert_eq!(card, Card { _7d_volume: Some(3), name: None, volume: Some(4), stats });

    let stats: api::Stats = serde_json::from_str(r#"{"1d_click": 2, "new": true}"#).unwrap();
    assert_eq!((stats._1d_click, stats.rest.len()), (Some(2), 1));
    assert_eq!(serde_json::to_string(&stats.clone()).unwrap(), r#"{"1d_click":2,"new":true}"#);
    assert_ne!(stats, api::Stats::default());
}

#[test]
fn only_reads_take_node_parameters() {
    let read = ad::id("5").date_preset("today").sort(true);
    assert!(read.curl().contains("/v25.0/5?date_preset=today&Sort=true"), "{}", read.curl());
    let copies = read.copies();
    assert!(!copies.curl().contains("date_preset"), "{}", copies.curl());
    let copy = copies.create(true).files([File::new("a.txt", "a"), File::new("b.txt", "b")]);
    for part in ["deepCopy=true", "files[0]=", "files[1]="] {
        assert!(copy.curl().contains(part), "{}", copy.curl());
    }
}

#[tokio::test]
async fn nodes_without_a_struct_are_read_by_name() {
    let ads = client(r#"{"data": [{"id": "5", "note": {"text": "hi"}, "stats": []}]}"#);
    let page = ads.page(ad::id("5").copies()).await.unwrap();
    let first = page.first().unwrap();
    assert_eq!((first.text("id"), first.get("name")), (Some("5"), None));
    assert_eq!(first.get("note").unwrap()["text"], "hi");
    let names: Vec<_> = first.members().map(|(name, _)| name).collect();
    assert_eq!(names, ["id", "note", "stats"]);
    assert_eq!(serde_json::to_value(first.clone().with("name", "Kite")).unwrap()["name"], "Kite");

    // An explicit field list reads the node; without a struct, fields are accessed by name.
    let listed = ad::id("5").fields(["id", "7d.volume"].map(FieldName::new));
    assert!(listed.curl().contains("fields=id,7d.volume"), "{}", listed.curl());
    let ad = client(r#"{"id": "5"}"#).get::<api::Ad>(listed).await.unwrap();
    assert_eq!(ad.text("id"), Some("5"));
}

#[tokio::test]
async fn nothing_of_the_answer_of_a_write_is_lost() {
    let insights = || ad::id("5").insights();
    let written =
        client(r#"{"report_run_id": "7001", "async_status": 3}"#).send(insights().create()).await.unwrap();
    assert_eq!((written.id.as_deref(), written.success), (None, None));
    assert_eq!(
        (written.text("report_run_id"), written.get("async_status").unwrap()),
        (Some("7001"), &3.into())
    );
    let written = client("true").send(insights().create()).await.unwrap();
    assert_eq!(written.success, Some(true));
    let refused = r#"{"success": false, "hint": "the account is closed"}"#;
    let error = client(refused).send(insights().create()).await.unwrap_err();
    assert!(error.to_string().contains("the account is closed"), "{error}");

    // Members that the schema does not know, also if one that it knows is called `rest`.
    let answer = client(r#"{"report_run_id": "7001", "rest": 3, "async_status": {"percent": 1}}"#);
    let answer = answer.send(insights().export()).await.unwrap();
    assert_eq!((answer.report_run_id.as_deref(), answer.rest), (Some("7001"), Some(3)));
    assert_eq!(answer.rest_["async_status"]["percent"], 1);
    let answer =
        client(r#"{"id": "9", "copied_ad_id": "10"}"#).send(ad::id("5").copies().create(true)).await.unwrap();
    assert_eq!((answer.id.as_str(), answer.rest["copied_ad_id"].as_str()), ("9", Some("10")));
}

#[test]
fn webhooks_use_the_word_of_the_schema() {
    use graph_client::webhooks::{Received, Untyped, Webhooks};
    let webhooks = Webhooks::new(AppSecret::new("x"), "y");
    let changes = |object: &str| {
        let body = format!(
            r#"{{"object":"{object}","entry":[{{"id":"5","changes":[{{"field":"with_issues"}},{{"field":"new"}}]}}]}}"#
        );
        let request = http::Request::post("/").header("X-Hub-Signature-256", webhooks.sign(body.as_bytes()));
        let Ok(Received::Delivery(delivery)) =
            webhooks.receive::<Untyped>(&request.body(Bytes::from(body)).unwrap())
        else {
            panic!("{object}");
        };
        let changes = delivery.about::<ad::Node>().map(|changed| changed.update.known());
        changes.collect::<Vec<_>>()
    };
    assert_eq!(changes("ad_account"), [Some(ad::Updated::WithIssues), None]);
    assert_eq!(changes("ad"), []);
}
