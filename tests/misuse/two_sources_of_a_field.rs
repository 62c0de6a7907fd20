//~ says: `raw` cannot be combined with `field`: a field has one source
//~ promise: Fields: A field is read from one source.
use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    #[graph(field = first_name, raw = "first_name")]
    given: String,
}

fn main() {}
