//~ says: `Crew` does not hold the permission `land`
//~ says: add `land` to the `permissions!` list of `Crew`
//~ promise: Permissions: If all of several permissions are required, each one is checked.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/planets.json");
}
use api::planet::{self, signals};

permissions! { pub struct Crew in api: [see]; }

async fn greet(client: Client<UserToken, Crew>) -> Result<()> {
    client.send(planet::home().signals().send(signals::text("hello"))).await
}

fn main() {}
