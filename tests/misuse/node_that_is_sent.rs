//~ says: is not a call that can be sent
//~ says: neither an operation nor a selection with `.get::<..>()`
//~ promise: Calls: Lists are read with `page`, `pages` or `items`, operations are sent with `send`, nodes are read with `get`.
use graph_client::{api as fb, api::user, *};

async fn me<P>(me: &Client<UserToken, P>) -> Result<fb::User> {
    me.send(user::me()).await
}

fn main() {}
