//~ says: this field cannot be read as `Vec<Card>`
//~ says: an enum is read as `Open<..>`, nested fields as a struct with `derive(Fields)` of their node, a connection as `Connection<..>` of one
//~ promise: Fields: A connection in a selection is a `Connection<..>` of another selection.
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
