//~ says: `limit` and `order` go on connections
//~ promise: Fields: `limit` and `order` are attributes of connections.
use graph_client::*;

#[derive(Fields)]
#[graph(node = api::user)]
struct Person {
    #[graph(order = chronological)]
    birthday: Option<Birthday>,
}

fn main() {}
