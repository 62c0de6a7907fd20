//~ says: cannot find type `message` in module `user::fields`
//~ promise: Fields: A field name belongs to one node.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    message: Option<String>,
}

fn main() {}
