//~ says: `limit` takes a number
//~ promise: Fields: `limit` and `order` are attributes of connections.
use graph_client::*;

#[derive(Fields)]
#[graph(node = api::user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = api::user)]
struct Person {
    #[graph(limit = "five")]
    friends: Connection<Card>,
}

fn main() {}
