//~ says: these are not the arguments of this field
//~ says: with the function of its name in the node's module `args`
//~ promise: Fields: A field takes its own arguments.
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
    #[graph(args = planet::args::map().width(5))]
    rival: Option<Name>,
}

async fn card(client: Client<AnyToken>) -> Result<Card> {
    client.get::<Card>(planet::home()).await
}

fn main() {}
