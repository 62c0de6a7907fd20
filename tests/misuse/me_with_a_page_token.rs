//~ says: `me()` is the person of a user token, and this client holds a `graph_client::PageToken`
//~ promise: Access tokens: `me()` requires a user token.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn card(client: Client<PageToken>) -> Result<Card> {
    client.get::<Card>(user::me()).await
}

fn main() {}
