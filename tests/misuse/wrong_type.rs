//~ says: this field cannot be read as `u64`
//~ says: an enum is read as `Open<..>`, nested fields as a struct with `derive(Fields)` of their node, a connection as `Connection<..>` of one
//~ promise: Fields: A field is read as a Rust type that fits it.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    first_name: u64,
}

fn main() {}
