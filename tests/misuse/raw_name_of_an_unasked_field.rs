//~ says: this field comes unasked and cannot be requested
//~ says: remove `raw`, and select it under its name
//~ promise: Fields: A field that comes unasked cannot be requested.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/columns.json");
}
use api::row;

#[derive(Fields)]
#[graph(node = row)]
struct Row {
    visits: i64,
    #[graph(raw = "moon")]
    moon: Option<serde_json::Value>,
}

fn main() {}
