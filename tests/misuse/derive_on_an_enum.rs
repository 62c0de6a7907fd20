//~ says: `Fields` can be derived only for a struct: its fields are the fields to request
//~ promise: Fields: A selection is a struct with named fields.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
enum Person {
    Named { name: String },
}

fn main() {}
