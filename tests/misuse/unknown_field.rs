//~ says: cannot find type `frist_name` in module `user::fields`
//~ says: similarly named type alias `first_name`
//~ promise: Fields: An unknown field is an error that suggests the nearest.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    id: user::Id,
    frist_name: String,
}

fn main() {}
