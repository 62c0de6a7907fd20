//~ says: `greeting` may be sent only for a friend (`friend(id)`)
//~ rule: only_on
//~ promise: Parameters that depend on each other: What goes only to a friend has no place elsewhere.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/planets.json");
}
use api::planet::{self, signals};

async fn greet(client: Client<UserToken>) -> Result<()> {
    client.send(planet::home().signals().send(signals::text("hi")).greeting("dear")).await
}

fn main() {}
