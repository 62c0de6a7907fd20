//~ says: `gold` is never available
//~ says: remove it
//~ promise: Permissions: Data that the platform never returns for a friend cannot be selected for one.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/planets.json");
}
use api::planet;

#[derive(Fields)]
#[graph(node = planet)]
struct Planet {
    name: String,
    gold: Option<u64>,
}

async fn planet(client: Client<AnyToken>) -> Result<Planet> {
    client.get::<Planet>(planet::home()).await
}

fn main() {}
