use graph_client::{
    api::{Gender, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    gender: Option<Open<Gender>>,
}

fn main() {}
