//~ says: `volume` requires `sound`
//~ says: start with `signals::sound(..)` and set it there: `signals::sound(..).volume(..)`
//~ rule: only_with
//~ promise: Dependent parameters: A parameter of one alternative is refused with another.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/planets.json");
}
use api::planet::{self, signals};

async fn greet(client: Client<UserToken>) -> Result<()> {
    client.send(planet::home().signals().send(signals::text("hi").volume(11))).await
}

fn main() {}
