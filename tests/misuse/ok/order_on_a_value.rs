use graph_client::*;

#[derive(Fields)]
#[graph(node = api::user)]
struct Person {
    birthday: Option<Birthday>,
}

fn main() {}
