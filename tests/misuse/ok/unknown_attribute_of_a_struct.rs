use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    first_name: String,
}

fn main() {}
