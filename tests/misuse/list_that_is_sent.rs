//~ says: is not a call that can be sent
//~ says: a list with `page`, `pages` or `items` of a client
//~ promise: Calls: Lists are read with `page`, `pages` or `items`, operations are sent with `send`, nodes are read with `get`.
use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().likes()).await?;
    Ok(())
}

fn main() {}
