use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    birthday: Option<Birthday>,
}

fn main() {}
