//~ says: argument #2 is missing
//~ promise: Parameters: Required parameters are arguments.
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().events().create("Picnic")).await?;
    Ok(())
}

fn main() {}
