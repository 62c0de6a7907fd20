//~ says: unused `graph_client::Pending` that must be used
//~ says: nothing is sent until it is awaited
//~ promise: Calls: A call that is not awaited is a warning.
#![deny(unused_must_use)]
use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().scores().create(5));
    Ok(())
}

fn main() {}
