//~ says: cannot read `$DIR/misuse/schema/nowhere.json`
//~ promise: Schemas and macros: A missing schema file is reported with the path that was tried.
mod api {
    graph_client::graph_api!("schema/nowhere.json");
}

fn main() {}
