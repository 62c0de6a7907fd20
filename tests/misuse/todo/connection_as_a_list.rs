//~ says: a connection cannot be read as `Vec<Card>`
//~ says: write `Connection<Card>`
//~ promise: Fields: A connection is read as a `Connection` of a selection.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    friends: Vec<Card>,
}

fn main() {}
