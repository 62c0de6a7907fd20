use graph_client::*;
use std::collections::BTreeMap;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    #[graph(rest)]
    rest: BTreeMap<String, serde_json::Value>,
}

fn main() {}
