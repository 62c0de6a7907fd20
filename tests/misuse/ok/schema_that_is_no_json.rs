mod api {
    graph_client::graph_api!("../schema/no_json_mended.json");
}

fn main() {}
