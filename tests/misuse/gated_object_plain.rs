//~ says: this field may be missing from an answer, so it cannot be read as a plain type
//~ promise: Fields: A field that may be absent is an `Option`, or `#[graph(required)]`.
use graph_client::{api as fb, api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    age_range: fb::AgeRange,
}

fn main() {}
