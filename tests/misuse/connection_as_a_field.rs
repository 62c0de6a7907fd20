//~ says: cannot be read as `Vec<String>`
//~ promise: Fields: A connection is read as a `Connection` of a selection.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    friends: Vec<String>,
}

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

fn main() {}
