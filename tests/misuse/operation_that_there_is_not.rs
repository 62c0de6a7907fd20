//~ says: no method named `craete` found
//~ says: there is a method `create` with a similar name
//~ promise: Calls: An operation is a method of its own connection, and the nearest is named.
use graph_client::{api::user, *};

async fn score<P>(me: Client<UserToken, P>) -> Result<()> {
    me.send(user::me().scores().craete(5)).await?;
    Ok(())
}

fn main() {}
