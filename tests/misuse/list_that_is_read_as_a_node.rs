//~ says: is a list, and `get` reads a node
//~ says: pass it to `page`, `pages` or `items` of the client
//~ promise: Calls: A list is read page by page.
use graph_client::{api::user, *};

#[derive(Fields)]
#[graph(node = user)]
struct Card {
    name: String,
}

async fn friends(me: Client<UserToken>) -> Result<usize> {
    Ok(me.get::<Card>(user::me().friends()).await?.name.len())
}

fn main() {}
