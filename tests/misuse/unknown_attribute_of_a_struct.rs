//~ says: unknown key; a selection takes `#[graph(node = user)]`
//~ promise: Fields: An unknown attribute is an error that lists the known ones.
use graph_client::*;

#[derive(Fields)]
#[graph(of = graph_client::api::user)]
struct Person {
    first_name: String,
}

fn main() {}
