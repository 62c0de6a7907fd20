//~ says: trailing comma [G0002]
//~ says: remove this comma
//~ promise: Schemas and macros: All mistakes in a schema are reported at once, each at its place.
mod api {
    graph_client::graph_api!("schema/no_json.json");
}

fn main() {}
