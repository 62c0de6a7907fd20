//~ says: is not a list
//~ says: pass a connection, such as `user::me().likes()`
//~ promise: Calls: Lists are read with `page`, `pages` or `items`, operations are sent with `send`, nodes are read with `get`.
use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().scores().delete()).await?;
    Ok(())
}

fn main() {}
