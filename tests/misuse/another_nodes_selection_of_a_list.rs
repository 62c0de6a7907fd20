//~ says: `Card` is not a selection of the items of this list
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

async fn cards(me: Client<UserToken>) -> Result<Vec<Card>> {
    me.items(user::me().friends().select::<Card>()).try_collect().await
}

fn main() {}
