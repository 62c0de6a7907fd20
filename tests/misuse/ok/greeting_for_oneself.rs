use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/planets.json");
}
use api::planet::{self, signals};

async fn greet(client: Client<UserToken>) -> Result<()> {
    client.send(planet::ally("5").signals().send(signals::text("hi")).greeting("dear")).await
}

fn main() {}
