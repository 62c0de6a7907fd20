//~ says: which schema? write its path: `graph_api!("schema/graph.json")`
//~ promise: Schemas and macros: `graph_api!` takes one schema.
mod api {
    graph_client::graph_api!();
}

fn main() {}
