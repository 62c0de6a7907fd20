//~ says: `Card` is not a selection of this node
//~ says: the module of this node into its `#[graph(node = ..)]`
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
