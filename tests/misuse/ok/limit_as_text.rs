use graph_client::*;

#[derive(Fields)]
#[graph(node = api::user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = api::user)]
struct Person {
    #[graph(limit = 5)]
    friends: Connection<Card>,
}

fn main() {}
