use graph_client::*;

#[derive(Fields)]
#[graph(node = api::user)]
struct Person {
    name: String,
}

fn main() {}
