//~ says: is not a call that can be sent
//~ says: read lists with `page`, `pages` or `items`
//~ promise: Calls: Lists are read with `page`, `pages` or `items`, operations are sent with `send`, nodes are read with `get`.
use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().likes()).await?;
    Ok(())
}

fn main() {}
