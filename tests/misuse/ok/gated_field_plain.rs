use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    birthday: Option<Birthday>,
}

fn main() {}
