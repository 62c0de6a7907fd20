//~ says: cannot find type `frist_name`
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    id: user::Id,
    frist_name: String,
}

fn main() {}
