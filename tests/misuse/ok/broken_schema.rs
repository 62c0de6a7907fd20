use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/mended.json");
}

#[derive(Fields)]
#[graph(node = api::planet)]
struct Planet {
    id: api::planet::Id,
}

async fn planet(graph: Graph) -> Result<Planet> {
    graph.with(UserToken::new("")).get::<Planet>(api::planet::id("3")).await
}

fn main() {}
