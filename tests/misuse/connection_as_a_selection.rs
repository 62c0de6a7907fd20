//~ says: cannot be read as `Card`
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
    friends: Option<Card>,
}

fn main() {}
