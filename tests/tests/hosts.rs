//! Hosts and versions of nodes, connections and operations, and operations that belong to no node.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use graph_client::{
    Describe, ErrorKind, Graph, UserToken,
    transport::{BoxFuture, Transport, TransportError},
};

mod planets {
    graph_client::graph_api!("../hosts/graph.json");
}

use planets::{comet, planet, search};

/// The address of a call, from its curl command.
fn address(call: &impl Describe) -> String {
    let line = call.curl();
    let at = line.find("'https://").unwrap();
    line[at + 1..].trim_end_matches('\'').to_owned()
}

#[test]
fn calls_go_to_the_host_of_the_innermost_description() {
    let planet = || planet::id("5");
    assert_eq!(address(&planet()), "https://api.planets.example/v7/5");
    assert_eq!(address(&planet().moons()), "https://api.planets.example/v7/5/moons");
    assert_eq!(address(&planet().maps()), "https://maps.planets.example/v7/5/maps");
    assert_eq!(address(&planet().maps().draw()), "https://maps.planets.example/v7/5/maps");
    assert_eq!(address(&planet().maps().send()), "https://upload.planets.example/v7/5/maps/raw");
    assert_eq!(address(&comet::id("1")), "https://comets.example/1");
    assert_eq!(address(&comet::id("1").tails()), "https://comets.example/1/tails");
}

#[test]
fn an_operation_may_belong_to_no_node() {
    assert_eq!(
        address(&search::root().by_word("rings")),
        "https://api.planets.example/v7/keyword_search?q=rings"
    );
    assert_eq!(address(&search::root().token("x")), "https://api.planets.example/oauth/token");
}

#[test]
fn a_client_with_a_host_keeps_to_it() {
    // Only the version of the schema is replaced.
    let graph = Graph::builder().api(planets::api()).host("http://127.0.0.1:9").version("v8").build();
    let client = graph.with(UserToken::new("t"));
    let address = |call: &dyn Fn() -> String| call();
    assert!(address(&|| client.curl(&planet::id("5").maps())).contains("'http://127.0.0.1:9/v8/5/maps'"));
    assert!(address(&|| client.curl(&comet::id("1"))).contains("'http://127.0.0.1:9/1'"));
}

#[test]
fn the_login_dialog_is_that_of_the_api() {
    let graph = Graph::builder().api(planets::api()).build();
    let app = graph.app("1", graph_client::AppSecret::new("s"));
    let url = app.dialog("https://app.example/", &graph_client::login::State::random()).url();
    assert!(url.starts_with("https://login.planets.example/authorize?"), "{url}");
    assert_eq!(planets::api().hosts, ["https://files.planets.example"]);
}

#[test]
fn tasks_are_told() {
    let maps = || planet::id("5").maps();
    assert_eq!(maps().draw().scale(3).tasks(), ["DRAW", "MANAGE"]);
    assert!(maps().send().tasks().is_empty());
}

/// Two pages of the person's Pages.
#[derive(Clone, Default)]
struct Accounts(Arc<Mutex<Vec<String>>>);

impl Transport for Accounts {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<std::result::Result<http::Response<Bytes>, TransportError>> {
        let address = request.uri().to_string();
        let body = match address.contains("after=") {
            false => {
                r#"{"data":[{"id":"1","tasks":["MANAGE"]},{"id":"2"}],"paging":{"cursors":{"after":"b"},"next":"x"}}"#
            }
            true => {
                r#"{"data":[{"id":3,"tasks":["ANALYZE","PROFILE_PLUS_DRAW"]},{"id":"4","tasks":["ANALYZE"]}],"paging":{"cursors":{"after":"c"}}}"#
            }
        };
        self.0.lock().unwrap().push(address);
        Box::pin(async move { Ok(http::Response::new(Bytes::from_static(body.as_bytes()))) })
    }
}

#[tokio::test]
async fn the_tasks_of_a_person_are_compared_with_those_of_a_call() {
    let accounts = Accounts::default();
    let graph = Graph::builder().api(planets::api()).transport(accounts.clone()).build();
    let me = graph.with(UserToken::new("t"));
    let (draw, send) = (planet::id("5").maps().draw(), planet::id("5").maps().send());
    for (page, allowed) in [("1", true), ("2", false), ("3", true), ("4", false)] {
        let tasks = me.page_tasks(page).await.unwrap();
        assert_eq!(tasks.allow(&draw), allowed, "{page}");
        assert!(tasks.allow(&send), "{page}");
        assert_eq!(tasks.check(&draw).is_ok(), allowed, "{page}");
    }
    let one = me.page_tasks("4").await.unwrap();
    assert_eq!(one.names().collect::<Vec<_>>(), ["ANALYZE"]);
    let error = one.check(&draw).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Permission);
    assert_eq!(
        error.to_string(),
        "`planet.maps.draw` needs one of these tasks on the Page 4: DRAW, MANAGE; the person has ANALYZE; ask an \
         administrator of the Page for one of them"
    );
    let none = me.page_tasks("2").await.unwrap().check(&draw).unwrap_err().to_string();
    assert!(none.contains("the person has none"), "{none}");
    let unknown = me.page_tasks("5").await.unwrap_err();
    assert_eq!(unknown.kind(), ErrorKind::NotFound, "{unknown}");
    let asked = accounts.0.lock().unwrap();
    assert_eq!(asked[0], "https://api.planets.example/v7/me/accounts?fields=id,tasks&limit=100");
    assert_eq!(asked.iter().filter(|address| address.ends_with("&after=b")).count(), 4, "{asked:?}");
}
