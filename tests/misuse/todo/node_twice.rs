//~ says: `node` stands twice
//~ promise: Fields: A selection names its node.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = api::album, node = user)]
struct Person {
    first_name: String,
}

fn main() {}
