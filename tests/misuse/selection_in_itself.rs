//~ says: a selection cannot hold itself
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    id: user::Id,
    friends: Connection<Person>,
}

fn main() {}
