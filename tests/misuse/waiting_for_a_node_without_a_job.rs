//~ says: the schema does not say how to wait for this node
//~ says: read it with `get`, or add a `job`
//~ promise: Fields: Only a node with a `job` in the schema can be waited for.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn card(me: Client<UserToken>) -> Result<Card> {
    me.wait_for::<Card>(user::me()).await
}

fn main() {}
