//~ says: a selection has named fields: their names are the names of fields of the node
//~ promise: Fields: A selection is a struct with named fields.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person(String);

fn main() {}
