//~ says: cannot be read as `Card`
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
    friends: Option<Card>,
}

fn main() {}
