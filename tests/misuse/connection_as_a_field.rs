//~ says: this field cannot be read as `Vec<std::string::String>`
//~ promise: Fields: A connection in a selection is a `Connection<..>` of another selection.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    friends: Vec<String>,
}

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

fn main() {}
