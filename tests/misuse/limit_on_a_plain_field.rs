//~ says: `limit` and `order` go on connections: read this field as a `Connection` of a selection
//~ promise: Fields: Limit and order go on connections.
use graph_client::*;

#[derive(Fields)]
#[graph(node = api::user)]
struct Person {
    #[graph(limit = 5)]
    name: String,
}

fn main() {}
