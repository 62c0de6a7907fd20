//~ says: [G0012]
//~ promise: Schemas and macros: A name that cannot be a Rust identifier is reported.
mod api {
    graph_client::graph_api!("schema/alternative.json");
}

fn main() {}
