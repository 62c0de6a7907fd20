//~ says: the path is relative to this file, or to the folder of `Cargo.toml`
//~ promise: Schemas and macros: A missing schema file is reported with the path that was tried.
mod api {
    graph_client::graph_api!("planets.json");
}

fn main() {}
