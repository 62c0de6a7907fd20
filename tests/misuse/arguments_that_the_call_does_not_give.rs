//~ says: a field of this selection needs arguments, but the call does not pass them
//~ says: pass them to the node or list with `.with_args(..)`
//~ promise: Fields: Arguments that a selection leaves to the call are required there.
use graph_client::*;

mod api {
    graph_client::graph_api!("schema/rivals.json");
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
    #[graph(args)]
    rival: Option<Name>,
}

async fn card(client: Client<AnyToken>) -> Result<Card> {
    client.get::<Card>(planet::home()).await
}

fn main() {}
