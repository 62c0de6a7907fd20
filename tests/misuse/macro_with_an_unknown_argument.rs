//~ says: unexpected token after the schema
//~ promise: Schemas and macros: `graph_api!` takes one schema.
mod api {
    graph_client::graph_api!("schema/planets.json", version = "v2.0");
}

fn main() {}
