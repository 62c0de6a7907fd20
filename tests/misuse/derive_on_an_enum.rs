//~ says: `Fields` is derived for a struct: its fields are the fields to ask for
//~ promise: Fields: A selection is a struct with named fields.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
enum Person {
    Named { name: String },
}

fn main() {}
