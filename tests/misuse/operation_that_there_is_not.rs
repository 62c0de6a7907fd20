//~ says: no method named `craete` found
//~ says: there is a method `create` with a similar name
//~ promise: Calls: An unknown operation is an error that suggests the nearest.
use graph_client::{api::user, *};

async fn score<P>(me: Client<UserToken, P>) -> Result<()> {
    me.send(user::me().scores().craete(5)).await?;
    Ok(())
}

fn main() {}
