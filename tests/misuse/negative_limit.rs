//~ says: `limit` must not be negative
//~ promise: Fields: `limit` and `order` are attributes of connections.
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
