//~ says: `Gender` may get more words: read it as `Open<Gender>`
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
