//~ says: this field cannot be read as `std::string::String`
//~ says: an enum is read as `Open<..>`, a nested node as a struct with `derive(Fields)`, a connection as `Connection<..>` of such a struct
//~ promise: Fields: A field is read as a Rust type that fits it.
use graph_client::{
    api::{album, user},
    *,
};

#[derive(Fields)]
#[graph(node = album)]
struct Album {
    count: Option<String>,
}

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    albums: Connection<Album>,
}

fn main() {}
