//~ says: `Card` is not a selection of this node
//~ says: name this node's module in its `#[graph(node = ..)]`
//~ promise: Fields: A selection is read from its own node.
use graph_client::{
    api::{page, user},
    *,
};

#[derive(Fields)]
#[graph(node = page)]
struct Card {
    name: String,
}

async fn card(me: Client<UserToken>) -> Result<Card> {
    me.get::<Card>(user::me()).await
}

fn main() {}
