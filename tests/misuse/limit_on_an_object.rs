//~ says: `limit` and `order` go on connections
//~ promise: Fields: `limit` and `order` are attributes of connections.
use graph_client::{api as fb, api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Person {
    #[graph(limit = 5)]
    age_range: Option<fb::AgeRange>,
}

fn main() {}
