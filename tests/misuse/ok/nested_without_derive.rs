use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = graph_client::api::album)]
struct Album {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    albums: Connection<Album>,
}

fn main() {}
