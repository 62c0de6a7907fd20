//~ says: use of deprecated
#![deny(deprecated)]
use graph_client::{api::{page, user}, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    favorite_teams: Option<Vec<Ref<page::Node>>>,
}

fn main() {}
