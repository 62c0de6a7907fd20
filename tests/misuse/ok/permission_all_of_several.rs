use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/planets.json");
}
use api::planet::{self, signals};

permissions! { pub struct Crew in api: [see, land]; }

async fn greet(client: Client<UserToken, Crew>) -> Result<()> {
    client.send(planet::home().signals().send(signals::text("hello"))).await
}

fn main() {}
