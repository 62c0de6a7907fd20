use graph_client::*;

#[derive(Fields)]
#[graph(node = graph_client::api::user)]
struct Person {
    #[graph(field = first_name)]
    given: String,
}

fn main() {}
