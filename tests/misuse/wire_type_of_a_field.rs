//~ says: this field cannot be read as `graph_client::wire::Id<graph_client::api::user::Node>`
//~ says: read it as `graph_client::Id<graph_client::api::user::Node>`
//~ promise: Fields: A field is read as a Rust type that fits it.
use graph_client::{api::user, *};

#[derive(Debug, Fields)]
#[graph(node = user)]
struct Profile {
    id: wire::Id<user::Node>,
}

fn main() {}
