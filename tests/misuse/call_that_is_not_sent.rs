//~ says: unused `Call` that must be used
//~ says: a call does nothing before it is given to `send` of a client
//~ promise: Calls: A call that is not awaited is a warning.
#![deny(unused_must_use)]
use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    user::me().scores().create(5);
    me.send(user::me().scores().delete()).await
}

fn main() {}
