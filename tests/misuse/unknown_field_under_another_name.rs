//~ says: cannot find type `frist_name` in module `user::fields`
//~ promise: Fields: A field that the node does not have is refused, and the nearest is named.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    #[graph(field = frist_name)]
    given: String,
}

fn main() {}
