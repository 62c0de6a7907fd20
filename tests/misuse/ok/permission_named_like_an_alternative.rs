mod api {
    graph_client::graph_api!("../schema/alternative_mended.json");
}

fn main() {}
