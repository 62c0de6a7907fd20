//~ says: write the name without quotes: `field = first_name`
//~ promise: Fields: An unknown attribute is refused, and those that there are are named.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    #[graph(field = "first_name")]
    given: String,
}

fn main() {}
