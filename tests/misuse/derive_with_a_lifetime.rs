//~ says: a selection owns its data and cannot have lifetimes
//~ promise: Fields: A selection is a struct with named fields.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person<'a> {
    name: &'a str,
}

fn main() {}
