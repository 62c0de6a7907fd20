//~ says: unused `Call` that must be used
//~ says: nothing is sent until this is passed to `Client::send` or added to a batch
//~ promise: Calls: A call that is not awaited is a warning.
#![deny(unused_must_use)]
use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    user::me().scores().create(5);
    me.send(user::me().scores().delete()).await
}

fn main() {}
