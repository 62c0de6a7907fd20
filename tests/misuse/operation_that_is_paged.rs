//~ says: is no list
//~ says: name a connection, such as `user::me().likes()`
//~ promise: Calls: A list is read, an operation is sent, a node is got.
use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().scores().delete()).await?;
    Ok(())
}

fn main() {}
