use graph_client::{api as fb, *};

#[derive(Fields)]
#[graph(node = fb::album)]
struct Album {
    name: String,
}

async fn album(graph: Graph, token: UserToken) -> Result<Album> {
    graph.with(token).get::<Album>(fb::album::id("5")).await
}

fn main() {}
