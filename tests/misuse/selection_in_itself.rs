//~ says: a selection cannot contain itself: the list of fields to request would be infinite
//~ promise: Fields: A selection does not contain itself.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    id: user::Id,
    friends: Connection<Person>,
}

fn main() {}
