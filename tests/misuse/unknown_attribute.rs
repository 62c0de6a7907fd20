//~ says: unknown key; a field takes `limit = 5`
//~ promise: Fields: An unknown attribute is an error that lists the known ones.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    #[graph(rename = first_name)]
    given: String,
}

fn main() {}
