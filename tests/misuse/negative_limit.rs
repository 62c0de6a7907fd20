//~ says: `limit` must be greater than 0
//~ promise: Fields: Limit and order go on connections.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    #[graph(limit = -5)]
    friends: Connection<Card>,
}

fn main() {}
