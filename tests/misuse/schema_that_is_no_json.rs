//~ says: trailing comma [G0002]
//~ says: remove this comma
//~ promise: Schemas and macros: A mistake in a schema is shown where it is, all of them at once.
mod api {
    graph_client::graph_api!("schema/no_json.json");
}

fn main() {}
