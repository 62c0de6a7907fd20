use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/planets.json");
}

permissions! { pub struct Crew in api: [see]; }

fn main() {}
