//~ says: `first_name` is selected twice: set another key for one of the fields with `#[graph(alias = ..)]`
//~ promise: Fields: A field is selected once, or again under another key.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    first_name: String,
    #[graph(field = first_name)]
    given: String,
}

fn main() {}
