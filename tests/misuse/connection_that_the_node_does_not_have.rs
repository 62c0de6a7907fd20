//~ says: no method named `freinds` found
//~ says: there is a method `friends` with a similar name
//~ promise: Calls: An unknown connection is an error that suggests the nearest.
use graph_client::{api::user, *};

async fn friends(me: Client<UserToken>) -> Result<()> {
    me.page(user::me().freinds()).await?;
    Ok(())
}

fn main() {}
