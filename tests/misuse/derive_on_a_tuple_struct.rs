//~ says: a selection must have named fields: their names are those of the node's fields
//~ promise: Fields: A selection is a struct with named fields.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person(String);

fn main() {}
