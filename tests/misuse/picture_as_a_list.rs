//~ says: `picture` cannot be listed
//~ says: send one of its operations: `.get(..)`
//~ promise: Calls: A connection that cannot be listed has only its operations.
use graph_client::{api::user, *};

async fn picture(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().picture()).await?;
    Ok(())
}

fn main() {}
