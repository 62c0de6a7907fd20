//~ says: a call does nothing before it is sent
//~ promise: Calls: Nothing is sent before it is awaited.
#![deny(unused_must_use)]
use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    user::me().scores().create(5);
    Ok(())
}

fn main() {}
