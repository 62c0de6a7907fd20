use graph_client::{
    api::{self as fb, user},
    *,
};

#[derive(Fields)]
#[graph(node = fb::age_range)]
struct Ages {
    min: u8,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    age_range: Option<Ages>,
}

fn main() {}
