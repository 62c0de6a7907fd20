//~ says: no method named `limits` found
//~ says: there is a method `limit` with a similar name
//~ promise: Parameters: An unknown parameter is an error that suggests the nearest.
use graph_client::{api::user, *};

async fn likes(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().likes().limits(5)).await?;
    Ok(())
}

fn main() {}
