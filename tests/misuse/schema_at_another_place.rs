//~ says: the path is relative to this file, or to the folder of `Cargo.toml`
//~ promise: Schemas and macros: A schema that is not there is named, with where it was looked for.
mod api {
    graph_client::graph_api!("planets.json");
}

fn main() {}
