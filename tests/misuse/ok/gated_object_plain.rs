use graph_client::{api as fb, api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    age_range: Option<fb::AgeRange>,
}

fn main() {}
