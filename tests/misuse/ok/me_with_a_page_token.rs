use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn card(client: Client<PageToken>) -> Result<Card> {
    client.get::<Card>(user::id("5")).await
}

fn main() {}
