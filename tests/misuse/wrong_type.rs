//~ says: this field cannot be read as `u64`
//~ says: read it as `std::string::String`, or as another type that the documentation of the field names
//~ says: an enum is read as `Open<..>`, a nested node as a struct with `derive(Fields)`, a connection as `Connection<..>` of such a struct
//~ promise: Fields: A field is read as a Rust type that fits it.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    first_name: u64,
}

fn main() {}
