//~ says: `Crew` does not hold the permission `dig`
//~ promise: Permissions: If all of several permissions are required, each one is checked.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/planets.json");
}
use api::planet;

permissions! { pub struct Crew in api: [land, see]; }

#[derive(Fields)]
#[graph(node = planet)]
struct Planet {
    name: String,
    ores: Option<Vec<String>>,
}

async fn planet(client: Client<UserToken, Crew>) -> Result<Planet> {
    client.get::<Planet>(planet::home()).await
}

fn main() {}
