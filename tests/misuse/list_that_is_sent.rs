//~ says: is no call that can be sent
//~ says: lists are read with `page`, `pages` or `items`
//~ promise: Calls: A list is read, an operation is sent, a node is got.
use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().likes()).await?;
    Ok(())
}

fn main() {}
