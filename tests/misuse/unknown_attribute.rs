//~ says: unknown key; a field takes `limit = 5`
//~ promise: Fields: An unknown attribute is refused, and those that there are are named.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    #[graph(rename = first_name)]
    given: String,
}

fn main() {}
