//~ says: write the name without quotes: `field = first_name`
//~ promise: Fields: An unknown attribute is an error that lists the known ones.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    #[graph(field = "first_name")]
    given: String,
}

fn main() {}
