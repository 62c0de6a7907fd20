//~ says: cannot be read as `u32`
//~ promise: Fields: A field is read as a Rust type that fits it.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    birthday: Option<u32>,
}

fn main() {}
