//~ says: this field cannot be read as `Gender`
//~ says: an enum is read as `Open<..>`, a nested node as a struct with `derive(Fields)`, a connection as `Connection<..>` of such a struct
//~ says: a word of an enum is matched as `Open::Known(..)`
//~ promise: Fields: An enum field is read as `Open<..>`, which keeps unknown words.
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
