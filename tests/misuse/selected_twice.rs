//~ says: `first_name` is selected twice
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    first_name: String,
    #[graph(field = first_name)]
    given: String,
}

fn main() {}
