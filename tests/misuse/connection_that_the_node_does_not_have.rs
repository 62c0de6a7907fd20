//~ says: no method named `freinds` found
//~ says: there is a method `friends` with a similar name
//~ promise: Calls: A connection is a method of its own node, and the nearest is named.
use graph_client::{api::user, *};

async fn friends(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().freinds()).await?;
    Ok(())
}

fn main() {}
