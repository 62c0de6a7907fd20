//~ says: `Album` is not a selection of this node
use graph_client::{api::user, *};

struct Album {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    albums: Connection<Album>,
}

fn main() {}
