use graph_client::{
    api::{self as fb, user},
    *,
};

#[derive(Fields)]
#[graph(node = fb::album)]
struct Album {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    albums: Connection<Album>,
}

fn main() {}
