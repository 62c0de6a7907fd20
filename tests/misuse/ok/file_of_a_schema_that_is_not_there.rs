mod api {
    graph_client::graph_api!("../schema/files_mended.json");
}

fn main() {}
