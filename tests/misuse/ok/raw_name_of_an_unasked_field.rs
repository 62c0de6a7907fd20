use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/columns.json");
}
use api::row;

#[derive(Fields)]
#[graph(node = row)]
struct Row {
    visits: i64,
    moon: Option<String>,
}

fn main() {}
