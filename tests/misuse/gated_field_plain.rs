//~ says: this field may be absent from a response, so it must be an `Option`
//~ says: use `Option<..>`, or add `#[graph(required)]` to the field
//~ promise: Fields: What may be missing is an `Option`, or its absence an error.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    birthday: Birthday,
}

fn main() {}
