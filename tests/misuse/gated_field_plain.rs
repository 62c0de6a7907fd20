//~ says: this field may be missing from an answer
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    birthday: Birthday,
}

fn main() {}
