//~ says: argument #1 is missing
//~ promise: Parameters: Taking back one permission needs its name; without it, all would go.
use graph_client::{api::user, *};

async fn revoke(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().permissions().revoke_one()).await?;
    Ok(())
}

fn main() {}
