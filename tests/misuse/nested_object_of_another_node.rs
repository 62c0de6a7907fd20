//~ says: this field cannot be read as `Ages`
//~ says: an enum is read as `Open<..>`, a nested node as a struct with `derive(Fields)`, a connection as `Connection<..>` of such a struct
//~ promise: Fields: A nested selection is of the node that the field refers to.
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
