//~ says: a field of wire type `Text` cannot be read as `graph_client::Connection<Card>`
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
    first_name: Connection<Card>,
}

fn main() {}
