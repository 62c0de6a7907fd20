use graph_client::{api::user, *};

#[derive(Debug, Fields)]
#[graph(node = user)]
struct Profile {
    id: user::Id,
}

fn main() {}
