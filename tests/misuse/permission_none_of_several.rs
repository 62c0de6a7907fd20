//~ says: `Crew` does not hold the permission `see`
//~ errors: 2
//~ promise: Permissions: If all of several permissions are required, each one is checked.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/planets.json");
}
use api::planet;

permissions! { pub struct Crew in api: [rename]; }

async fn moons(client: Client<UserToken, Crew>) -> Result<usize> {
    Ok(client.page(planet::home().moons()).await?.len())
}

fn main() {}
