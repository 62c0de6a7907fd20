//~ says: type `file` is not allowed in `sketches`
//~ says: type `file` is not allowed in `paint`
//~ errors: 2
//~ promise: Schemas and macros: A mistake in a schema is shown where it is, all of them at once.
mod api {
    graph_client::graph_api!("schema/file.json");
}

fn main() {}
