//~ says: ::favorite_teams`: the platform is removing it
//~ promise: Fields: A deprecated field warns once, at the field.
#![deny(deprecated)]
use graph_client::api as fb;

fn teams(person: &fb::User) -> usize {
    person.favorite_teams.as_ref().map_or(0, Vec::len)
}

fn main() {}
