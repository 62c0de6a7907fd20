//~ says: `F` is not a selection of this node
//~ errors: 3
//~ promise: Fields: A selection is read from its own node.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn read<F: Fields>(me: &Client<UserToken>) -> Result<F> {
    me.get::<F>(user::me()).await
}

fn main() {}
