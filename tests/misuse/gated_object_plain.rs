//~ says: this field may be absent from a response, so it must be an `Option`
//~ promise: Fields: What may be missing is an `Option`, or its absence an error.
use graph_client::{api as fb, api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    age_range: fb::AgeRange,
}

fn main() {}
