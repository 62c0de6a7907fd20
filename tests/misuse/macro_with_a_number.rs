//~ says: expected the path of a schema as a literal, such as "schema/graph.json"
//~ promise: Schemas and macros: `graph_api!` takes one schema.
mod api {
    graph_client::graph_api!(5);
}

fn main() {}
