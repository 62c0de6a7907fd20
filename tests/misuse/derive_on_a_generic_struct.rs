//~ says: a selection cannot have type parameters
//~ promise: Fields: A selection is a struct with named fields.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person<T> {
    name: T,
}

fn main() {}
