//~ says: write the module of the node without quotes: `node = user`
//~ promise: Fields: A selection names its node.
use graph_client::*;

#[derive(Fields)]
#[graph(node = "user")]
struct Person {
    name: String,
}

fn main() {}
