use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
    gender: Option<String>,
}

async fn card(graph: Graph, id: user::Id) -> Result<Card> {
    graph.without_token().get::<Card>(user::id(id)).await
}

fn main() {}
