const SCHEMA: &str = "../schema/planets.json";

mod api {
    graph_client::graph_api!("../schema/planets.json");
}

fn main() {}
