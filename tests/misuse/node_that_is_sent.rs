//~ says: is no call that can be sent
//~ says: neither an operation nor a selection with `.get::<..>()`
//~ promise: Calls: A list is read, an operation is sent, a node is got.
use graph_client::{api as fb, api::user, *};

async fn me<P>(me: &Client<UserToken, P>) -> Result<fb::User> {
    me.send(user::me()).await
}

fn main() {}
