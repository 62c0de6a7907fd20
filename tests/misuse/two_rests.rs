//~ says: only one field can be `rest`
//~ promise: Fields: A field is read from one source.
use graph_client::*;
use std::collections::BTreeMap;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    #[graph(rest)]
    rest: BTreeMap<String, serde_json::Value>,
    #[graph(rest)]
    more: BTreeMap<String, serde_json::Value>,
}

fn main() {}
