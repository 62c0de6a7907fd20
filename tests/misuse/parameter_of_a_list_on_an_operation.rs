//~ says: no method named `limit` found
//~ promise: Parameters: An operation does not take the parameters of a list.
use graph_client::{api::user, *};

async fn score(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().scores().create(5).limit(5)).await?;
    Ok(())
}

fn main() {}
