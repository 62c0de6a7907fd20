//~ says: `Card` is not a selection of this node
use graph_client::{api::{page, user}, *};

#[derive(Fields)]
#[graph(node = page)]
struct Card {
    id: page::Id,
}

async fn card(me: Client<UserToken>) -> Result<Card> {
    me.get::<Card>(user::me()).await
}

fn main() {}
