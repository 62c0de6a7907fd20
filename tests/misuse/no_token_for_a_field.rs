//~ says: this takes an access token, and the client holds a `NoToken`
//~ promise: Access tokens: A client without a token reads only what needs none.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
    verified: Option<bool>,
}

async fn card(graph: Graph, id: user::Id) -> Result<Card> {
    graph.without_token().get::<Card>(user::id(id)).await
}

fn main() {}
