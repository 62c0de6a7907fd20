//~ says: argument #2
use graph_client::{api::user, *};

async fn plan(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().events().create("Picnic")).await?;
    Ok(())
}

fn main() {}
