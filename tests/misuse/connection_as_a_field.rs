//~ says: this field cannot be read as `Vec<String>`
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    albums: Vec<String>,
}

fn main() {}
