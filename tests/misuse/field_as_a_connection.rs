//~ says: this field cannot be read as `graph_client::Connection<Card>`
//~ says: an enum is read as `Open<..>`, a nested node as a struct with `derive(Fields)`, a connection as `Connection<..>` of such a struct
//~ promise: Fields: A connection in a selection is a `Connection<..>` of another selection.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

#[derive(Fields)]
#[graph(node = user)]
struct Profile {
    first_name: Connection<Card>,
}

fn main() {}
