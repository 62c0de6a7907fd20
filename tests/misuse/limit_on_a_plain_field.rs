//~ says: `limit` and `order` go on connections and lists
//~ says: take the attribute away; it belongs above a field that is read as a `Connection` or a `Vec`
//~ promise: Fields: `limit` and `order` are attributes of connections.
use graph_client::*;

#[derive(Fields)]
#[graph(node = api::user)]
struct Person {
    #[graph(limit = 5)]
    name: String,
}

fn main() {}
