mod api {
    graph_client::graph_api!("../schema/planets.json");
}

fn main() {}
