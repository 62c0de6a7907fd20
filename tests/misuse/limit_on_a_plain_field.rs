//~ says: `limit` and `order` apply only to connections and lists
//~ says: remove the attribute; it is for fields read as a `Connection` or a `Vec`
//~ promise: Fields: `limit` and `order` are attributes of connections.
use graph_client::*;

#[derive(Fields)]
#[graph(node = api::user)]
struct Person {
    #[graph(limit = 5)]
    name: String,
}

fn main() {}
