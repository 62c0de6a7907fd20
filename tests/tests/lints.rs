//! Generated code in a crate with strict lints has none of them. Those of clippy are checked when clippy runs.

#![deny(warnings, clippy::all, clippy::pedantic, clippy::nursery)]
#![forbid(unused)]
#![allow(missing_docs, reason = "a test")]

pub mod api {
    graph_client::graph_api!("../hostile/graph.json");
}

use api::{moon, user};
use graph_client::{Birthday, Connection, Fields};

#[derive(Clone, Debug, Fields)]
#[graph(node = user)]
pub struct Card {
    pub id: user::Id,
    pub name: String,
    pub birthday: Option<Birthday>,
    #[graph(limit = 3)]
    pub albums: Option<Connection<Album>>,
}

#[derive(Clone, Debug, Fields)]
#[graph(node = api::album)]
pub struct Album {
    pub name: Option<String>,
}

/// No field but those that the schema lacks.
#[derive(Clone, Debug, Fields)]
#[graph(node = moon)]
pub struct Unlisted {
    #[graph(rest)]
    pub rest: std::collections::BTreeMap<String, serde_json::Value>,
}

#[test]
fn nothing_of_the_generated_code_is_linted() {
    drop(moon::id("1").bool().create("Europa", moon::bool::link("https://x.test")));
}
