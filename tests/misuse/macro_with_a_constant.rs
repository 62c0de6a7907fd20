//~ says: expected the path of a schema as a literal, such as "schema/graph.json", or `builtin`
//~ promise: Schemas and macros: `graph_api!` takes one schema.
const SCHEMA: &str = "schema/planets.json";

mod api {
    graph_client::graph_api!(SCHEMA);
}

fn main() {}
