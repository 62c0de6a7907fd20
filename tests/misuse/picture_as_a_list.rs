//~ says: no access token opens this here
//~ says: a connection without a list has only its operations
//~ promise: Calls: A connection without a list has only its operations.
use graph_client::{api::user, *};

async fn picture(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().picture()).await?;
    Ok(())
}

fn main() {}
