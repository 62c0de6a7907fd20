//~ says: missing the schema: write its path, such as `graph_api!("schema/graph.json")`
//~ promise: Schemas and macros: `graph_api!` takes one schema.
mod api {
    graph_client::graph_api!();
}

fn main() {}
