use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    #[graph(order = chronological)]
    friends: Connection<Card>,
}

fn main() {}
