//~ says: use of deprecated type alias `graph_client::api::user::fields::favorite_teams`: the platform is removing it
//~ promise: Fields: A deprecated field warns once, at the field.
#![deny(deprecated)]
use graph_client::{
    api::{page, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    favorite_teams: Option<Vec<Ref<page::Node>>>,
}

fn main() {}
