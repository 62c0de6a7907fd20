//~ says: `Album` is not a selection of this node
//~ says: not a selection of `graph_client::api::album::Node`
//~ promise: Fields: A nested selection is of the node that the field refers to.
use graph_client::{
    api::{self as fb, user},
    *,
};

#[derive(Fields)]
#[graph(node = fb::page)]
struct Album {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    albums: Connection<Album>,
}

fn main() {}
