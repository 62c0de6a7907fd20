//~ says: cannot be read as `graph_client::Ref<
//~ promise: Fields: A field is read as one of the types it has.
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
