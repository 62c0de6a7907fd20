//~ says: this takes an access token, and the client holds a `NoToken`
//~ promise: Access tokens: A client without a token reads only what needs none.
use graph_client::{api as fb, *};

#[derive(Fields)]
#[graph(node = fb::album)]
struct Album {
    name: String,
}

async fn album(graph: Graph, token: UserToken) -> Result<Album> {
    graph.without_token().get::<Album>(fb::album::id("5")).await
}

fn main() {}
