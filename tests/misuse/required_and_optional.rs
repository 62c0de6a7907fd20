//~ says: `required` makes a field plain: take the `Option` or the attribute away
//~ promise: Fields: A field that may be absent is an `Option`, or `#[graph(required)]`.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    #[graph(required)]
    birthday: Option<Birthday>,
}

fn main() {}
