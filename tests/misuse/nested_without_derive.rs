//~ says: `Album` is not a selection of this node
//~ promise: Fields: A nested selection is of the node that the field refers to.
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
