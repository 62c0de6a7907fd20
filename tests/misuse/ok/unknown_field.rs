use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    id: user::Id,
    first_name: String,
}

fn main() {}
