//~ says: argument #1 is missing
//~ rule: at_least_one
//~ promise: Dependent parameters: A post has a message, a link, or both.
use graph_client::{api::user, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post()).await?;
    Ok(())
}

fn main() {}
