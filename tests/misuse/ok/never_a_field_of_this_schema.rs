use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/planets.json");
}
use api::planet;

#[derive(Fields)]
#[graph(node = planet)]
struct Planet {
    name: String,
}

async fn planet(client: Client<AnyToken>) -> Result<Planet> {
    client.get::<Planet>(planet::home()).await
}

fn main() {}
