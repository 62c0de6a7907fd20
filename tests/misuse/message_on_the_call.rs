//~ says: `message` is an argument of `create_post`, not a setter
//~ says: write `.create_post(feed::message(..))`, and chain the others onto `feed::message(..)`
//~ rule: at_least_one
//~ promise: Parameters that depend on each other: A post is made of a message or a link, or of both.
use graph_client::{
    api::user::{self, feed},
    *,
};

async fn post(me: Client<UserToken>) -> Result<()> {
    me.send(user::me().feed().create_post(feed::link("https://example.com")).message("look")).await?;
    Ok(())
}

fn main() {}
