//~ says: `required` is for a field without `Option`: remove the `Option` or the attribute
//~ promise: Fields: What may be missing is an `Option`, or its absence an error.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    #[graph(required)]
    birthday: Option<Birthday>,
}

fn main() {}
