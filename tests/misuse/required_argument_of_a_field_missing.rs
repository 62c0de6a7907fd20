//~ says: this function takes 1 argument but 0 arguments were supplied
//~ promise: Fields: Required arguments of a field are arguments.
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
    #[graph(args = planet::args::rival())]
    rival: Option<Name>,
}

async fn card(client: Client<AnyToken>) -> Result<Card> {
    client.get::<Card>(planet::home()).await
}

fn main() {}
