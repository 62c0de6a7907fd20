mod api {
    graph_client::graph_api!("../schema/extends_nothing.json");
}

fn main() {}
