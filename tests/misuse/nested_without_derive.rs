//~ says: `Album` is not a selection of this node
//~ promise: Fields: A nested selection is one of the node that it stands for.
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
