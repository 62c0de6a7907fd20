//~ says: this field may be missing from an answer, so it cannot be read as a plain type
//~ says: write `Option<..>`, or `#[graph(required)]` above the field
//~ promise: Fields: A field that may be absent is an `Option`, or `#[graph(required)]`.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    birthday: Birthday,
}

fn main() {}
