//~ says: `user`
//~ promise: Fields: A selection names its node.
use graph_client::*;

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    name: String,
}

fn main() {}
