//~ says: a field of wire type `Integer` cannot be read as `String`
//~ promise: Fields: A field is read as one of the types it has.
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
