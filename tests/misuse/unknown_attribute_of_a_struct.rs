//~ says: unknown key; a selection takes `#[graph(node = user)]`
//~ promise: Fields: An unknown attribute is refused, and those that there are are named.
use graph_client::*;

#[derive(Fields)]
#[graph(of = graph_client::api::user)]
struct Person {
    first_name: String,
}

fn main() {}
