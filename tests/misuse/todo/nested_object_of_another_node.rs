//~ says: `Ages` is not a selection of this node
//~ promise: Fields: A nested selection is one of the node that it stands for.
use graph_client::{
    api::{self as fb, user},
    *,
};

#[derive(Fields)]
#[graph(node = fb::location)]
struct Ages {
    id: Option<fb::page::Id>,
}

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    age_range: Option<Ages>,
}

fn main() {}
