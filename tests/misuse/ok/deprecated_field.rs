#![deny(deprecated)]
use graph_client::{
    api::{page, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    languages: Option<Vec<Ref<page::Node>>>,
}

fn main() {}
