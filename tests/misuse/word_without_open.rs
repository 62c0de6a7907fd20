//~ says: this field cannot be read as `Gender`
//~ says: an enum is read as `Open<..>`, nested fields as a struct with `derive(Fields)` of their node, a connection as `Connection<..>` of one
//~ promise: Fields: A word of an enum is read with room for words to come.
use graph_client::{
    api::{Gender, user},
    *,
};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    gender: Option<Gender>,
}

fn main() {}
