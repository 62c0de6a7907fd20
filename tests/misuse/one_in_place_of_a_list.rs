//~ says: cannot be read as `graph_client::Ref<
//~ promise: Fields: A field is read as a Rust type that fits it.
use graph_client::{
    api::{page, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    languages: Option<Ref<page::Node>>,
}

fn main() {}
