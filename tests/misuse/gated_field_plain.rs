//~ says: this field may be missing from an answer, so it cannot be read as a plain type
//~ says: write `Option<..>`, or `#[graph(required)]` above the field
//~ promise: Fields: What may be missing is an `Option`, or its absence an error.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    birthday: Birthday,
}

fn main() {}
