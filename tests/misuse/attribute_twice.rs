//~ says: duplicate `limit`
//~ promise: Fields: An unknown attribute is an error that lists the known ones.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    #[graph(limit = 5, limit = 6)]
    friends: Connection<Card>,
}

fn main() {}
