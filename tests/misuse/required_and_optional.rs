//~ says: `required` is for a field without `Option`: remove the `Option` or the attribute
//~ promise: Fields: A field that may be absent is an `Option`, or `#[graph(required)]`.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    #[graph(required)]
    birthday: Option<Birthday>,
}

fn main() {}
