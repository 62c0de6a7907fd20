//~ says: `order` takes `chronological` or `reverse_chronological`
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
    #[graph(order = chronologcal)]
    friends: Connection<Card>,
}

fn main() {}
