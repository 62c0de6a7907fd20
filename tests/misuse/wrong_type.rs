//~ says: a field of wire type `Text` cannot be read as `u64`
//~ says: the field's documentation names the Rust types it reads as
//~ promise: Fields: A field is read as one of the types it has.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    first_name: u64,
}

fn main() {}
