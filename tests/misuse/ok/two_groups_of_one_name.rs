mod api {
    graph_client::graph_api!("../schema/two_groups_mended.json");
}

fn main() {}
