use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/planets.json");
}
use api::planet;

permissions! { pub struct Crew in api: [dig, see]; }

async fn moons(client: Client<UserToken, Crew>) -> Result<usize> {
    Ok(client.page(planet::home().moons()).await?.len())
}

fn main() {}
