//~ says: type `file` is not allowed in `sketches`
//~ says: type `file` is not allowed in `paint`
//~ errors: 2
//~ promise: Schemas and macros: All mistakes in a schema are reported at once, each at its place.
mod api {
    graph_client::graph_api!("schema/file.json");
}

fn main() {}
