use graph_client::*;

mod api {
    graph_client::graph_api!("../schema/rivals.json");
}
use api::planet;

#[derive(Fields)]
#[graph(node = planet)]
struct Name {
    name: String,
}

#[derive(Fields)]
#[graph(node = planet)]
struct Card {
    #[graph(args = planet::args::rival("Venus"))]
    rival: Option<Name>,
}

async fn card(client: Client<AnyToken>) -> Result<Card> {
    client.get::<Card>(planet::home()).await
}

fn main() {}
