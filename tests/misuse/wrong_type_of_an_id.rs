//~ says: cannot be read as `graph_client::Id<graph_client::api::page::Node>`
//~ says: read it as `graph_client::Id<graph_client::api::user::Node>`
//~ says: `Id<user::Node>` is `user::Id`
//~ promise: Fields: A field is read as a Rust type that fits it.
use graph_client::{
    api::{page, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    id: page::Id,
}

fn main() {}
