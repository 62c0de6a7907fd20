//~ says: this is only the description of a call, and cannot be awaited
//~ says: pass it to a client, and await that: `client.send(..)` for an operation
//~ promise: Calls: Nothing is sent but by a client.
use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    user::me().scores().create(5).await;
    Ok(())
}

fn main() {}
