//~ says: `usr` in `api`
//~ promise: Fields: A selection names its node.
use graph_client::*;

#[derive(Fields)]
#[graph(node = api::usr)]
struct Person {
    name: String,
}

fn main() {}
