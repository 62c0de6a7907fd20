//~ says: this field may be absent from a response, so it must be an `Option`
//~ says: use `Option<..>`, or add `#[graph(required)]` to the field
//~ promise: Fields: A field that may be absent is an `Option`, or `#[graph(required)]`.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    birthday: Birthday,
}

fn main() {}
