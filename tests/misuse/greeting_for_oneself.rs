//~ says: `greeting` may be sent only for a friend (`friend(id)`)
//~ rule: only_on
//~ promise: Dependent parameters: A parameter for friends is refused for the current user.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/planets.json");
}
use api::planet::{self, signals};

async fn greet(client: Client<UserToken>) -> Result<()> {
    client.send(planet::home().signals().send(signals::text("hi")).greeting("dear")).await
}

fn main() {}
