//~ says: missing the node: add `#[graph(node = user)]`, with the module of the node
//~ promise: Fields: A selection names its node.
use graph_client::*;

#[derive(Fields)]
struct Person {
    name: String,
}

fn main() {}
