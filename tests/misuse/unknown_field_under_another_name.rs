//~ says: cannot find type `frist_name` in module `user::fields`
//~ promise: Fields: An unknown field is an error that suggests the nearest.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    #[graph(field = frist_name)]
    given: String,
}

fn main() {}
