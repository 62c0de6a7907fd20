//~ says: this field cannot be read as `u64`
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    first_name: u64,
}

fn main() {}
