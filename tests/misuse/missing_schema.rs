//~ says: cannot read
mod api {
    graph_client::graph_api!("schema/nowhere.json");
}

fn main() {}
