use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/planets.json");
}
use api::planet::{self, signals};

async fn greet(client: Client<UserToken>) -> Result<()> {
    client.send(planet::home().signals().send(signals::sound("https://example.com/hi.mp3").volume(11))).await
}

fn main() {}
