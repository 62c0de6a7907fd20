//! Hosts and versions of nodes, connections and operations, and operations that belong to no node.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use graph_client::{Describe, Graph, UserToken};

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
