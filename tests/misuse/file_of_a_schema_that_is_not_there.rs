//~ says: comet.json
//~ says: [G0001]
//~ promise: Schemas and macros: A missing schema file is reported with the path that was tried.
mod api {
    graph_client::graph_api!("schema/files.json");
}

fn main() {}
