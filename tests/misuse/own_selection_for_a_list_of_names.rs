//~ says: `.fields([..])` needs the ready struct of the node, but `Card` is a selection
//~ promise: Fields: An explicit list of fields is read as the ready struct of its node.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn card(me: Client<UserToken>) -> Result<Card> {
    me.get::<Card>(user::me().fields([user::fields::name])).await
}

fn main() {}
