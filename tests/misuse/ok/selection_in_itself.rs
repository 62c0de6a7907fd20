use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    id: user::Id,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    id: user::Id,
    friends: Connection<Card>,
}

fn main() {}
