use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    first_name: String,
}

fn main() {}
