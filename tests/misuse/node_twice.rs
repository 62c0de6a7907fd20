//~ says: duplicate `node`
//~ promise: Fields: A selection names its node.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user, node = user)]
struct Person {
    first_name: String,
}

fn main() {}
