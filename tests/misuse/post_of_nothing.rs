//~ says: argument #1 is missing
//~ rule: at_least_one
//~ promise: Parameters that depend on each other: A post is made of a message or a link, or of both.
use graph_client::{api::user, *};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post()).await?;
    Ok(())
}

fn main() {}
