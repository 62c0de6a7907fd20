//~ says: `required` makes a field plain: take the `Option` or the attribute away
//~ promise: Fields: What may be missing is an `Option`, or its absence an error.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    #[graph(required)]
    birthday: Option<Birthday>,
}

fn main() {}
