//~ says: cannot read
//~ promise: Schemas and macros: A missing schema file is reported with the path that was tried.
mod api {
    graph_client::graph_api!("schema");
}

fn main() {}
