//~ says: a file cannot be here [G0008]
//~ promise: Schemas and macros: A mistake in a schema is shown where it is, all of them at once.
mod api {
    graph_client::graph_api!("../schema/file.json");
}

fn main() {}
