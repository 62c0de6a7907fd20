use graph_client::{api::post, *};

#[derive(Fields)]
#[graph(node = post)]
struct Card {
    message: Option<String>,
}

fn main() {}
