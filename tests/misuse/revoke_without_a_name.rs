//~ says: argument #1 is missing
//~ promise: Parameters: Revoking one permission requires its name; without it, all would be revoked.
use graph_client::{api::user, *};

async fn revoke(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().permissions().revoke_one()).await?;
    Ok(())
}

fn main() {}
