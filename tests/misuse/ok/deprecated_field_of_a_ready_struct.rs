#![deny(deprecated)]
use graph_client::api as fb;

fn teams(person: &fb::User) -> usize {
    person.languages.as_ref().map_or(0, Vec::len)
}

fn main() {}
